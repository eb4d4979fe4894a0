import { z } from 'zod';

/** Runs of spaces mean nothing in a sentence, and make checks of it slow. */
export const sentence = z
  .string()
  .trim()
  .overwrite((text) => text.replaceAll(/[^\S\n]{3,}/g, ' '))
  .min(1, 'Write the sentence')
  .max(4_000);
