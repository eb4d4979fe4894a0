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

/**
 * A trace of someone in the record, with the part of a story that it could support and why.
 * `target` and `targetId` cite it.
 */
export const EvidenceSuggestion = z
  .object({
    kind: EvidenceSuggestionKind,
    target: StoryTarget,
    targetId: z.string(),
    at: Instant.nullable(),
    precision: Precision,
    words: z.string(),
    /** The author, the source, the state: context for the words. */
    about: z.string(),
    part: StoryPart,
    reason: z.string(),
    isMine: z.boolean(),
  })
  .meta({ id: 'EvidenceSuggestion' });
export type EvidenceSuggestion = z.infer<typeof EvidenceSuggestion>;

/** Topics of interviews for infrastructure roles, in the order of the work. */
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

/** A technical fact with evidence that could support it; if there is none, `gap` says so. */
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

/**
 * A number from the incident: the duration between two milestones. `targetId` is the milestone that
 * ends it.
 */
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

/**
 * `items` are in time order; what the user wrote can span several pages (`next`), everything else
 * is on the first.
 */
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
    /** Why a story of it stays a draft for now; null if it does not. */
    draftReason: z.string().nullable(),
  })
  .meta({ id: 'SuggestedEvidence' });
export type SuggestedEvidence = z.infer<typeof SuggestedEvidence>;

/**
 * An incident in which the user took part, and how: `you wrote 12 items of its record`. `stories`
 * counts their stories about it.
 */
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
