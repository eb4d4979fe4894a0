import { z } from 'zod';
import { Id } from '../ids.ts';
import { Story } from './schema.ts';
import { StoryPart } from '../words.ts';

/**
 * A text, or the bytes of a file with unknown encoding (base64). Each answer found in it becomes a
 * story.
 */
export const PasteStory = z
  .object({
    text: z.string().max(500_000).optional(),
    bytes: z.base64().max(1_400_000, 'A pasted story can be 1 MB at most').optional(),
    /** The title of the first answer if it has none. */
    title: z.string().trim().max(300).optional(),
    incident: z.string().max(60).nullish(),
    /** The person who pastes it remembers what it says: its sentences are marked as from memory. */
    isRecollection: z.boolean().optional(),
  })
  .refine(
    (one) => (one.text === undefined) !== (one.bytes === undefined),
    'Send the text, or the bytes of a file',
  )
  .refine((one) => one.bytes !== undefined || (one.text ?? '').trim() !== '', 'The text is empty');
export type PasteStory = z.input<typeof PasteStory>;

/**
 * A question about the pasted text: a part that was not found, or a range whose part is unclear.
 */
export const PasteQuestion = z
  .object({ part: StoryPart.nullable(), question: z.string(), claimIds: z.array(Id) })
  .meta({ id: 'PasteQuestion' });
export type PasteQuestion = z.infer<typeof PasteQuestion>;

/**
 * The result of pasting. Text that belongs to no answer is returned, so that nothing is dropped;
 * the paste keeps everything.
 */
export const Pasted = z
  .object({
    pasteId: Id,
    isMended: z.boolean(),
    /** How the bytes had been decoded before, or were decoded now; null for plain UTF-8 text. */
    encoding: z.string().nullable(),
    stories: z.array(
      z.object({
        story: Story,
        questions: z.array(PasteQuestion),
        partsSuggested: z.array(z.object({ claimId: Id, reason: z.string() })),
      }),
    ),
    leftOver: z.array(z.string()),
  })
  .meta({ id: 'Pasted' });
export type Pasted = z.infer<typeof Pasted>;

export const Paste = z
  .object({ id: Id, text: z.string(), original: z.string(), isMended: z.boolean() })
  .meta({ id: 'Paste' });
export type Paste = z.infer<typeof Paste>;
