import { z } from 'zod';
import { Cursor, Id, Instant } from '../ids.ts';
import { sortBy } from '../inputs.ts';
import { Severity } from '../incident/schema.ts';
import { VersionUse } from '../report/version-use.ts';
import { FactorKind, ImpactOn, Precision } from '../words.ts';

/** What the library finds, in display order of its kinds. */
export const LibraryKind = z.enum([
  'report',
  'factor',
  'decision',
  'hypothesis',
  'question',
  'impact',
  'observation',
  'contradiction',
  'follow-up',
  'review',
  'meeting',
  'safeguard',
  'runbook-run',
  'comment',
  'event',
  'evidence',
]);
export type LibraryKind = z.infer<typeof LibraryKind>;

/** A text in pieces, with matches marked. Joined, the pieces are the text. */
export const MarkedText = z
  .array(z.object({ text: z.string(), isMatch: z.boolean() }))
  .meta({ id: 'MarkedText' });
export type MarkedText = z.infer<typeof MarkedText>;

export const IncidentName = z
  .object({
    id: Id,
    ref: z.string(),
    title: z.string(),
    severity: Severity.nullable(),
    services: z.array(z.string()),
    teams: z.array(z.string()),
  })
  .meta({ id: 'IncidentName' });
export type IncidentName = z.infer<typeof IncidentName>;

/** A search hit: `title` and `excerpt` are parts of the original, never rewritten. */
export const LibraryHit = z
  .object({
    kind: LibraryKind,
    id: Id,
    incident: IncidentName,
    title: MarkedText,
    /** The words around the match, or the start. */
    excerpt: MarkedText,
    at: Instant,
    precision: Precision,
    factorKind: FactorKind.nullable(),
    /** For evidence: the revision that was found, to cite it. */
    evidenceId: Id.nullable(),
    can: z.object({ addToTimeline: z.boolean() }),
    /**
     * For a report: its version, and the reading time of the article and of everything in minutes.
     */
    report: z
      .object({ version: z.int(), minutes: z.object({ article: z.int(), all: z.int() }) })
      .nullable(),
  })
  .meta({ id: 'LibraryHit' });
export type LibraryHit = z.infer<typeof LibraryHit>;

/** The number of hits of a kind. `isMore`: at least this many; not counted to the end. */
export const LibraryCount = z
  .object({ kind: LibraryKind, count: z.int(), isMore: z.boolean() })
  .meta({ id: 'LibraryCount' });
export type LibraryCount = z.infer<typeof LibraryCount>;

export const LibraryPage = z
  .object({
    items: z.array(LibraryHit),
    next: Cursor.nullable(),
    /** Of every kind, whichever are requested. */
    counts: z.array(LibraryCount),
    /**
     * If there are many hits of a kind, only this many of the newest are ranked; null if all are.
     */
    rankedOfEach: z.int().nullable(),
    /**
     * `all`: the results have all words. If nothing has: `similar` for similar spellings, `some` for
     * some of the words.
     */
    matching: z.enum(['all', 'similar', 'some']),
  })
  .meta({ id: 'LibraryPage' });
export type LibraryPage = z.infer<typeof LibraryPage>;

const kinds = z
  .string()
  .max(200)
  .transform((list) => list.split(',').filter((part) => part !== ''))
  .pipe(z.array(LibraryKind));

export const librarySorts = ['time'] as const;
export type LibrarySort = (typeof librarySorts)[number];

/**
 * The words and filters of the library, as in a URL; without words and kinds it returns the
 * published reviews, if there are any. `kind` is comma-separated. `text` takes words, "words in
 * this order", `pre*`, `-without` and the operators `from:`, `in:`, `kind:`, `service:`, `tag:`,
 * `before:` and `after:`. Without `sort`: by relevance, or the newest first if there are no words.
 */
export const LibraryQuery = z.object({
  text: z.string().trim().max(300).optional(),
  kind: kinds.optional(),
  factorKind: FactorKind.optional(),
  /** Only incidents that name this service or team. */
  service: z.string().trim().max(200).optional(),
  team: z.string().trim().max(200).optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  sort: sortBy(librarySorts),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type LibraryQuery = z.output<typeof LibraryQuery>;
export type LibraryQueryInput = z.input<typeof LibraryQuery>;

/** The names in visible incidents, for selecting and for completing operators. */
export const LibraryNames = z
  .object({
    services: z.array(z.string()),
    teams: z.array(z.string()),
    /** Who wrote evidence, and where. */
    authors: z.array(z.string()),
    streams: z.array(z.string()),
    /** Of the codebook. */
    tags: z.array(z.string()),
  })
  .meta({ id: 'LibraryNames' });
export type LibraryNames = z.infer<typeof LibraryNames>;

/** A similar factor of another incident, and the words they share. */
export const SimilarFactor = z
  .object({
    id: Id,
    incident: IncidentName,
    statement: z.string(),
    kind: FactorKind,
    /** Whether both are of the same kind. */
    isSameKind: z.boolean(),
    /** The specific words in both statements, rarest first. */
    words: z.array(z.string()),
    /** The specific words in both beliefs: the same assumption was made. */
    beliefWords: z.array(z.string()),
    at: Instant,
  })
  .meta({ id: 'SimilarFactor' });
export type SimilarFactor = z.infer<typeof SimilarFactor>;

/** The factors of a kind, or the impact on some group. */
const said = z.array(z.object({ id: Id, statement: z.string() }));

/**
 * One incident in a comparison: how deeply it was analyzed, in plain numbers. Each field is
 * calculated as its row says; none is a score.
 */
export const ComparedIncident = z
  .object({
    incident: IncidentName,
    /** Clock hours in which someone worked on the incident in Debrief. */
    hoursWorkedOn: z.int(),
    firstEvidenceAt: Instant.nullable(),
    lastEvidenceAt: Instant.nullable(),
    evidenceCount: z.int(),
    /** Factors other than difficulties and mitigators. */
    factors: z.array(z.object({ id: Id, statement: z.string(), kind: FactorKind })),
    difficulties: said,
    /** Without those that won't be done; `done` includes verified ones. */
    followUps: z.object({ done: z.int(), all: z.int() }),
    /** People whose words an event or a finding cites. */
    peopleCited: z.int(),
    /** Of the review meeting; null before it has started. */
    attendees: z.int().nullable(),
    impact: z.array(z.object({ id: Id, statement: z.string(), on: ImpactOn })),
    /**
     * The newest version that the reader can read, and its number of readers, in words if fewer
     * than five. Null without one.
     */
    report: z
      .object({
        version: z.int(),
        publishedAt: Instant,
        readers: z.string(),
        usedIn: z.array(VersionUse),
      })
      .nullable(),
  })
  .meta({ id: 'ComparedIncident' });
export type ComparedIncident = z.infer<typeof ComparedIncident>;

export const CompareIncidents = z.object({
  /** Two to five, comma-separated: `INC-1,INC-2`. */
  incidents: z
    .string()
    .max(400)
    .transform((list) =>
      [...new Set(list.split(',').map((ref) => ref.trim()))].filter((ref) => ref !== ''),
    )
    .pipe(
      z
        .array(z.string().max(60))
        .min(2, 'Name at least two incidents')
        .max(5, 'Name five incidents at most'),
    ),
});
export type CompareIncidents = z.input<typeof CompareIncidents>;
