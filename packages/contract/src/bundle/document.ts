import { z } from 'zod';
import { RedactionKind } from '../evidence/redaction.ts';
import { Id, Instant } from '../ids.ts';
import { Incident } from '../incident/schema.ts';
import { Participant } from '../people/schema.ts';
import { TimelineEvent } from '../timeline/schema.ts';
import { EvidenceKind, Precision, Stance } from '../words.ts';

/** What `debrief export --format json` writes: the incident for reading, not for import. */
export const IncidentDocument = z.object({
  debrief: z.literal('incident'),
  version: z.literal(1),
  incident: Incident.omit({ can: true }),
  /** The incident's full record: how many items, from when to when. */
  record: z.object({ count: z.int(), firstAt: Instant.nullable(), lastAt: Instant.nullable() }),
  people: z.array(Participant.omit({ can: true, version: true, rolesVersion: true })),
  timeline: z.array(
    TimelineEvent.omit({ can: true, incidentId: true, citations: true }).extend({
      /** Names. */
      tags: z.array(z.string()),
      citations: z.array(
        z.object({
          /** The number of the evidence below. */
          evidence: z.int(),
          stance: Stance,
          /** UTF-16 units of the text; null if it is cited in full. */
          quoteStart: z.int().nullable(),
          quoteEnd: z.int().nullable(),
          quote: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Each cited revision once, in the order in which the timeline first cites it. */
  evidence: z.array(
    z.object({
      number: z.int(),
      id: Id,
      itemId: Id,
      kind: EvidenceKind,
      sourceName: z.string(),
      streamName: z.string(),
      authorName: z.string().nullable(),
      occurredAt: Instant,
      precision: Precision,
      zoneOffset: z.int().nullable(),
      text: z.string(),
      hasChangedSince: z.boolean(),
      redacted: RedactionKind.nullable(),
      tags: z.array(z.string()),
    }),
  ),
});
export type IncidentDocument = z.infer<typeof IncidentDocument>;

/**
 * What `--known-at` writes: only what was known at the time. The status, the severity, the people and
 * the size of the record have no time at which they were known, so they are not in it.
 */
export const MaskedIncidentDocument = IncidentDocument.omit({ record: true, people: true }).extend({
  knownAt: Instant,
  incident: Incident.pick({
    id: true,
    ref: true,
    title: true,
    mode: true,
    visibility: true,
    zone: true,
  }),
});
