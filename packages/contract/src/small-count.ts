import { z } from 'zod';

/** How many people, rounded down to a multiple of five. Smaller counts are not shown. */
export const SmallCount = z
  .object({ count: z.int().nullable(), words: z.string() })
  .meta({ id: 'SmallCount' });
export type SmallCount = z.infer<typeof SmallCount>;
