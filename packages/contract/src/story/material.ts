import { z } from 'zod';
import { Cursor, Id, Instant } from '../ids.ts';
import { DurationName, MilestoneKind } from '../incident/milestone.ts';
import { MyPerson, StoryTarget } from './schema.ts';
import { Precision, StoryPart } from '../words.ts';

export const MaterialKind = z.enum([
  'message',
  'change',
  'other',
  'hypothesis',
  'step',
  'decision',
  'event',
  'follow-up',
  'milestone',
]);
export type MaterialKind = z.infer<typeof MaterialKind>;

/** One thing that the record shows of somebody, with the part of a story that it could serve and why. `target` and `targetId` cite it. */
export const MaterialItem = z
  .object({
    kind: MaterialKind,
    target: StoryTarget,
    targetId: z.string(),
    at: Instant.nullable(),
    precision: Precision,
    words: z.string(),
    /** The author, the source, the state: what one needs to know beside the words. */
    about: z.string(),
    part: StoryPart,
    reason: z.string(),
    isMine: z.boolean(),
  })
  .meta({ id: 'MaterialItem' });
export type MaterialItem = z.infer<typeof MaterialItem>;

/** What an interviewer of an infrastructure role asks about, in the order of the work. */
export const TechnicalFact = z.enum([
  'component',
  'goals',
  'signals',
  'ruled-out',
  'reproduction',
  'mechanism',
  'trade-offs',
  'rollout',
  'repair',
  'prevention',
]);
export type TechnicalFact = z.infer<typeof TechnicalFact>;

/** A technical fact with what could fill it; where nothing could, `gap` says so. */
export const ChecklistFact = z
  .object({
    fact: TechnicalFact,
    title: z.string(),
    question: z.string(),
    items: z.array(MaterialItem),
    gap: z.string().nullable(),
  })
  .meta({ id: 'ChecklistFact' });
export type ChecklistFact = z.infer<typeof ChecklistFact>;

/** A figure that the incident gives itself: how long lay between two of its milestones. `targetId` is the milestone that ends it. */
export const MaterialFigure = z
  .object({
    name: DurationName,
    text: z.string(),
    ms: z.int(),
    from: MilestoneKind,
    targetId: MilestoneKind,
    precision: Precision,
  })
  .meta({ id: 'MaterialFigure' });
export type MaterialFigure = z.infer<typeof MaterialFigure>;

/** `items` are in order of time; of what I wrote the record may hold more than one page (`next`), all else is on the first. */
export const StoryMaterial = z
  .object({
    incident: z.object({ id: Id, ref: z.string(), title: z.string() }),
    me: z.array(MyPerson),
    suggestions: z.array(MyPerson),
    items: z.array(MaterialItem),
    written: z.int(),
    next: Cursor.nullable(),
    checklist: z.array(ChecklistFact),
    figures: z.array(MaterialFigure),
    /** Why a story of it stays a draft for now; null when it does not. */
    draftReason: z.string().nullable(),
  })
  .meta({ id: 'StoryMaterial' });
export type StoryMaterial = z.infer<typeof StoryMaterial>;

/** An incident in which I took part, and by what: `you wrote 12 items of its record`. `stories` counts those of mine that tell it already. */
export const TakenPart = z
  .object({ id: Id, ref: z.string(), title: z.string(), by: z.array(z.string()), stories: z.int() })
  .meta({ id: 'TakenPart' });
export type TakenPart = z.infer<typeof TakenPart>;

export const TakenPartQuery = z.object({
  text: z.string().trim().max(200).optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export type TakenPartQuery = z.input<typeof TakenPartQuery>;
