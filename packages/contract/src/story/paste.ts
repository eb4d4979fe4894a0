import { z } from 'zod';
import { Id } from '../ids.ts';
import { Story } from './schema.ts';
import { StoryPart } from '../words.ts';

/** A text, or the bytes of a file whose encoding nobody knows (base64). One story is made of each answer that is found in it. */
export const PasteStory = z
  .object({
    text: z.string().max(500_000).optional(),
    bytes: z.base64().max(1_400_000, 'A pasted story can be 1 MB at most').optional(),
    /** Stands for the first answer where it has no title of its own. */
    title: z.string().trim().max(300).optional(),
    incident: z.string().max(60).nullish(),
    /** Whoever pastes it recalls what it says: its sentences are marked so. */
    isRecollection: z.boolean().optional(),
  })
  .refine(
    (one) => (one.text === undefined) !== (one.bytes === undefined),
    'Send the text, or the bytes of a file',
  )
  .refine((one) => one.bytes !== undefined || (one.text ?? '').trim() !== '', 'The text is empty');
export type PasteStory = z.input<typeof PasteStory>;

/** A question about what was pasted: a part that was not found, or a stretch whose part is not clear. */
export const PasteQuestion = z
  .object({ part: StoryPart.nullable(), question: z.string(), claimIds: z.array(Id) })
  .meta({ id: 'PasteQuestion' });
export type PasteQuestion = z.infer<typeof PasteQuestion>;

/** What came of a pasted text. What belongs to no answer is given back, so that nothing is dropped; the whole stays with the paste. */
export const Pasted = z
  .object({
    pasteId: Id,
    isMended: z.boolean(),
    /** How the bytes had been read before, or were read now; null for plain UTF-8 text. */
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
