import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { FollowUpIntent } from '../follow-up/schema.ts';
import { Id, Instant } from '../ids.ts';
import { SectionKind } from './sections.ts';
import { FactorKind, Precision } from '../words.ts';

/** Offsets count UTF-16 units of the text of the report as evidence. */
const quoted = { start: z.int().min(0), end: z.int().min(0), text: z.string() };

/**
 * How the date of a row is known: written in it, carried from an earlier row or heading, taken from
 * the title, file name or front matter, or unknown.
 */
export const DateFrom = z.enum(['own', 'carried', 'document', 'none']);
export type DateFrom = z.infer<typeof DateFrom>;

/**
 * A timeline row of an imported report. `at` is null if its time cannot be placed; `zone` is null
 * if none was written (its time is then read as UTC).
 */
export const ReportRow = z
  .object({
    ...quoted,
    at: Instant.nullable(),
    until: Instant.nullable(),
    precision: Precision,
    zone: z.string().nullable(),
    dateFrom: DateFrom,
  })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

/** An action item. What the report does not say is null. */
export const ReportAction = z
  .object({
    ...quoted,
    owner: z.string().nullable(),
    trackerUrl: z.string().nullable(),
    dueOn: z.iso.date().nullable(),
    intent: FollowUpIntent.nullable(),
    isDone: z.boolean().nullable(),
  })
  .meta({ id: 'ReportAction' });
export type ReportAction = z.infer<typeof ReportAction>;

export const ReportCause = z.object({ ...quoted, kind: FactorKind }).meta({ id: 'ReportCause' });
export type ReportCause = z.infer<typeof ReportCause>;

/** A larger report is rejected: no one reads a post-mortem of 2 MB. */
export const largestReport = 2 * 1024 * 1024;

/** `zone` is for times without one (`Europe/Berlin`, `UTC+2`). */
const readAs = { name: z.string().min(1).max(500), zone: z.string().max(60).optional() };

export const PreviewReport = z.object(readAs);
export type PreviewReport = z.input<typeof PreviewReport>;
export const ImportReportInput = z.object({ incident: z.string().max(60), ...readAs });
export type ImportReportInput = z.input<typeof ImportReportInput>;

/**
 * What importing a report would create. `words` counts those of the original and of the sections:
 * they are equal, or `lost` names the difference.
 */
export const ReportPreview = z
  .object({
    name: z.string(),
    format: z.enum(['markdown', 'html', 'text']),
    title: z.string(),
    sections: z.array(z.object({ kind: SectionKind, title: z.string(), words: z.int() })),
    rows: z.array(ReportRow),
    actions: z.array(ReportAction),
    causes: z.array(ReportCause),
    words: z.object({ in: z.int(), out: z.int(), lost: z.array(z.string()) }),
  })
  .meta({ id: 'ReportPreview' });
export type ReportPreview = z.infer<typeof ReportPreview>;

export const SuggestionKind = z.enum(['event', 'follow-up', 'factor']);
export type SuggestionKind = z.infer<typeof SuggestionKind>;
export const SuggestionState = z.enum(['open', 'accepted', 'dismissed']);
export type SuggestionState = z.infer<typeof SuggestionState>;

/** What a suggestion would become, by kind; its words are in `text`. */
export const SuggestionContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    text: z.string(),
    ...ReportRow.pick({ at: true, until: true, precision: true, zone: true, dateFrom: true }).shape,
  }),
  z.object({
    kind: z.literal('follow-up'),
    text: z.string(),
    ...ReportAction.pick({ owner: true, trackerUrl: true, dueOn: true, intent: true, isDone: true })
      .shape,
  }),
  z.object({ kind: z.literal('factor'), text: z.string(), factor: FactorKind }),
]);
export type SuggestionContent = z.infer<typeof SuggestionContent>;

/** A suggestion of an imported report, until a person accepts or dismisses it. */
export const Suggestion = z
  .object({
    id: Id,
    incidentId: Id,
    content: SuggestionContent,
    /** The report as evidence, and the words that this is based on. */
    evidenceId: Id,
    quoteStart: z.int(),
    quoteEnd: z.int(),
    quote: z.string(),
    state: SuggestionState,
    /** The event, follow-up or factor created from it. */
    madeId: Id.nullable(),
    updatedAt: Instant,
    updatedBy: ActorRef,
    version: z.int(),
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Suggestion' });
export type Suggestion = z.infer<typeof Suggestion>;

export const Suggestions = z.object({ items: z.array(Suggestion) }).meta({ id: 'Suggestions' });
export type Suggestions = z.infer<typeof Suggestions>;

/** `isDuplicate` if the same file was imported before: then nothing is added. */
export const ReportImport = z
  .object({
    importId: Id,
    evidenceId: Id,
    isDuplicate: z.boolean(),
    sections: z.int(),
    suggestions: z.int(),
    preview: ReportPreview,
  })
  .meta({ id: 'ReportImport' });
export type ReportImport = z.infer<typeof ReportImport>;

/** `at`, `precision` and `intent` add or correct what the report says. */
export const AcceptSuggestions = z.object({
  incident: z.string(),
  suggestions: z
    .array(
      z.object({
        id: Id,
        at: Instant.optional(),
        precision: Precision.optional(),
        intent: FollowUpIntent.optional(),
      }),
    )
    .min(1, 'Select at least one suggestion')
    .max(200),
});
export type AcceptSuggestions = z.input<typeof AcceptSuggestions>;

export const ChooseSuggestions = z.object({
  incident: z.string(),
  ids: z.array(Id).min(1, 'Select at least one suggestion').max(200),
});
export type ChooseSuggestions = z.input<typeof ChooseSuggestions>;
