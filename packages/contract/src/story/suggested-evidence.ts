import { z } from 'zod';
import { Cursor, Id, Instant } from '../ids.ts';
import { DurationName, MilestoneKind } from '../incident/milestone.ts';
import { MyPerson, StoryTarget } from './schema.ts';
import { Precision, StoryPart } from '../words.ts';

export const EvidenceSuggestionKind = z.enum([
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
export type EvidenceSuggestionKind = z.infer<typeof EvidenceSuggestionKind>;

/** One thing that the record shows of somebody, with the part of a story that it could serve and why. `target` and `targetId` cite it. */
export const EvidenceSuggestion = z
  .object({
    kind: EvidenceSuggestionKind,
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
  .meta({ id: 'EvidenceSuggestion' });
export type EvidenceSuggestion = z.infer<typeof EvidenceSuggestion>;

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
    items: z.array(EvidenceSuggestion),
    gap: z.string().nullable(),
  })
  .meta({ id: 'ChecklistFact' });
export type ChecklistFact = z.infer<typeof ChecklistFact>;

/** A figure that the incident gives itself: how long lay between two of its milestones. `targetId` is the milestone that ends it. */
export const SuggestedFigure = z
  .object({
    name: DurationName,
    text: z.string(),
    ms: z.int(),
    from: MilestoneKind,
    targetId: MilestoneKind,
    precision: Precision,
  })
  .meta({ id: 'SuggestedFigure' });
export type SuggestedFigure = z.infer<typeof SuggestedFigure>;

/** `items` are in order of time; of what I wrote the record may hold more than one page (`next`), all else is on the first. */
export const SuggestedEvidence = z
  .object({
    incident: z.object({ id: Id, ref: z.string(), title: z.string() }),
    me: z.array(MyPerson),
    suggestions: z.array(MyPerson),
    items: z.array(EvidenceSuggestion),
    written: z.int(),
    next: Cursor.nullable(),
    checklist: z.array(ChecklistFact),
    figures: z.array(SuggestedFigure),
    /** Why a story of it stays a draft for now; null when it does not. */
    draftReason: z.string().nullable(),
  })
  .meta({ id: 'SuggestedEvidence' });
export type SuggestedEvidence = z.infer<typeof SuggestedEvidence>;

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
