import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { Citation, CitationInput } from '../evidence/citation.ts';
import { ActivityId, Id, Instant } from '../ids.ts';
import { Known } from '../known-at.ts';
import { EventType, Precision } from '../words.ts';

/**
 * Whose view an event is: everyone's, one person's, one team's or one customer's. Different views
 * are shown next to each other.
 */
export const Perspective = z.discriminatedUnion('type', [
  z.object({ type: z.literal('shared') }),
  z.object({ type: z.literal('person'), personId: Id }),
  z.object({ type: z.literal('team'), team: z.string().trim().min(1).max(120) }),
  z.object({ type: z.literal('customer'), customer: z.string().trim().min(1).max(120) }),
]);
export type Perspective = z.infer<typeof Perspective>;

export const TimelineEvent = z
  .object({
    id: Id,
    incidentId: Id,
    title: z.string(),
    text: z.string(),
    at: Instant,
    /** Null for a point in time. */
    until: Instant.nullable(),
    precision: Precision,
    type: EventType,
    perspective: Perspective,
    perspectiveName: z.string().nullable(),
    citations: z.array(Citation),
    /** An event without evidence says who remembers it. */
    isRecollection: z.boolean(),
    recollectionOf: z.string().nullable(),
    /** When the responders knew it, as confirmed by a person. */
    knownAt: Instant.nullable(),
    knownSince: Known,
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** The timeline in time order; `lastChange` is the reader's newest change that can be undone. */
export const Timeline = z
  .object({
    events: z.array(TimelineEvent),
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;

/** The result of a change: the current events, and what undoes it. */
export const TimelineChange = z
  .object({ events: z.array(TimelineEvent), removed: z.array(Id), activityId: z.string() })
  .meta({ id: 'TimelineChange' });
export type TimelineChange = z.infer<typeof TimelineChange>;

const fields = {
  title: z.string().trim().min(1, 'Enter a title').max(500),
  text: z.string().max(50_000),
  at: Instant,
  until: Instant.nullable(),
  precision: Precision,
  type: EventType,
  perspective: Perspective,
  citations: z.array(CitationInput).max(200),
  recollectionOf: z.string().trim().max(200).nullable(),
  knownAt: Instant.nullable(),
};

const someFields = z.object(fields).partial().shape;

/** Omitted fields come from the cited evidence: its time, precision and first words. */
export const AddEvent = z.object({
  incident: z.string(),
  /**
   * Created by the caller, so that the screen can show the event before it is saved and a repeated
   * request does not add another one.
   */
  id: Id.optional(),
  ...someFields,
});
export type AddEvent = z.input<typeof AddEvent>;

export const ChangeEvent = z.object({ id: Id, version: z.int(), ...someFields });
export type ChangeEvent = z.input<typeof ChangeEvent>;

export const RemoveEvent = z.object({ id: Id, version: z.coerce.number().int() });
export type RemoveEvent = z.input<typeof RemoveEvent>;

/** Merges events into the first: earliest start, latest end, all texts and citations. */
export const MergeEvents = z.object({
  incident: z.string(),
  events: z
    .array(z.object({ id: Id, version: z.int() }))
    .min(2, 'Select at least two events')
    .max(50),
});
export type MergeEvents = z.input<typeof MergeEvents>;

/** Moves citations into a new event that starts at the first of them. */
export const SplitEvent = z.object({
  id: Id,
  version: z.int(),
  citationIds: z.array(Id).min(1, 'Select the citations for the new event'),
  title: fields.title.optional(),
});
export type SplitEvent = z.input<typeof SplitEvent>;

export const UndoChange = z.object({ activityId: ActivityId });
export type UndoChange = z.input<typeof UndoChange>;
