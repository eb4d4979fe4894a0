import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { knownAt } from '../known-at.ts';
import { Precision } from '../words.ts';

/** What a report claims, that a record can show. */
export const ClaimKind = z.enum([
  'time',
  'duration',
  'quote',
  'number',
  'person',
  'host',
  'commit',
  'version',
]);
export type ClaimKind = z.infer<typeof ClaimKind>;

/**
 * `found`: the record shows it. `differs`: the record shows another value. `later`: the record shows
 * it earlier. `not-found`: not in the record. `unclear`: the record can't show whether it is right.
 */
export const Verdict = z.enum(['differs', 'later', 'not-found', 'unclear', 'found']);
export type Verdict = z.infer<typeof Verdict>;

/** The part of the record that is closest to a claim. */
export const NearestEvidence = z
  .object({
    target: z.enum(['evidence', 'event', 'milestone']),
    /** The id of the evidence or event, or the name of the milestone. */
    id: z.string(),
    at: Instant.nullable(),
    precision: Precision,
    author: z.string().nullable(),
    stream: z.string(),
    /** An excerpt, and the words of it that were compared. */
    text: z.string(),
    /** Offsets in the text of the evidence; null if no words were compared. */
    quoteStart: z.int().nullable(),
    quoteEnd: z.int().nullable(),
  })
  .meta({ id: 'NearestEvidence' });
export type NearestEvidence = z.infer<typeof NearestEvidence>;

export const CheckedClaim = z
  .object({
    kind: ClaimKind,
    text: z.string(),
    /** Offsets count UTF-16 units of the report's text; lines and columns start at 1. */
    start: z.int(),
    end: z.int(),
    line: z.int(),
    column: z.int(),
    endLine: z.int(),
    endColumn: z.int(),
    sentence: z.string(),
    /** In a report of Debrief: the section, the leaf block counted from its start, and offsets in that block. */
    place: z.object({ sectionId: Id, block: z.int(), start: z.int(), end: z.int() }).nullable(),
    verdict: Verdict,
    /** In plain words: `4 min later than the record shows`. */
    message: z.string(),
    /** How the claim was read, if that is not clear from its words: the time with its date and zone. */
    reading: z.string().nullable(),
    nearest: NearestEvidence.nullable(),
  })
  .meta({ id: 'CheckedClaim' });
export type CheckedClaim = z.infer<typeof CheckedClaim>;

export const ReportCheck = z
  .object({
    name: z.string(),
    incident: z.string(),
    counts: z.object({
      differs: z.int(),
      later: z.int(),
      'not-found': z.int(),
      unclear: z.int(),
      found: z.int(),
    }),
    /** In the order of the report. */
    claims: z.array(CheckedClaim),
    /** Items of the record that were compared. */
    items: z.int(),
    /** What the reader should know: a zone that was assumed, copies of this report in the record. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'ReportCheck' });
export type ReportCheck = z.infer<typeof ReportCheck>;

/** A longer report is refused. */
export const largestCheckedReport = 512 * 1024;
/** Claims beyond this number are not checked, which a note says. */
export const mostClaims = 5_000;

/**
 * `zone` is for times without one (`Europe/Berlin`, `UTC+2`); by default, that of the incident. With
 * `knownAt`, the report is compared with what was known of the record at that time.
 */
export const CheckReportFile = z.object({
  incident: z.string().max(60),
  name: z.string().min(1).max(500),
  zone: z.string().max(60).optional(),
  knownAt,
});
export type CheckReportFile = z.input<typeof CheckReportFile>;

/** The current draft, a published `version`, or an imported report (`evidence`). */
export const CheckReport = z.object({
  incident: z.string().max(60),
  version: z.coerce.number().int().min(1).optional(),
  evidence: Id.optional(),
  zone: z.string().max(60).optional(),
  knownAt,
});
export type CheckReport = z.input<typeof CheckReport>;
