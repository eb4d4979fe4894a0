import { z } from 'zod';
import { Cursor, Id, Instant } from '../ids.ts';
import { Severity } from '../incident/schema.ts';
import { FactorKind, ImpactOn, Precision } from '../words.ts';

/** What the library finds, in the order in which its kinds are shown. */
export const LibraryKind = z.enum([
  'report',
  'factor',
  'decision',
  'hypothesis',
  'question',
  'impact',
  'follow-up',
  'comment',
  'event',
  'evidence',
]);
export type LibraryKind = z.infer<typeof LibraryKind>;

/** A text in pieces; those that were looked for are marked. Joined, the pieces are the text. */
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

/** Something that was found: `title` and `excerpt` are parts of what is there, never rewritten. */
export const LibraryHit = z
  .object({
    kind: LibraryKind,
    id: Id,
    incident: IncidentName,
    title: MarkedText,
    /** The words around what was looked for, or the beginning. */
    excerpt: MarkedText,
    at: Instant,
    precision: Precision,
    factorKind: FactorKind.nullable(),
    /** Of a report: which version it is, and how many minutes the article and all of it take to read. */
    report: z
      .object({ version: z.int(), minutes: z.object({ article: z.int(), all: z.int() }) })
      .nullable(),
  })
  .meta({ id: 'LibraryHit' });
export type LibraryHit = z.infer<typeof LibraryHit>;

/** How many of a kind the words and filters let through. `isMore`: at least so many; they are not counted to the end. */
export const LibraryCount = z
  .object({ kind: LibraryKind, count: z.int(), isMore: z.boolean() })
  .meta({ id: 'LibraryCount' });
export type LibraryCount = z.infer<typeof LibraryCount>;

export const LibraryPage = z
  .object({
    items: z.array(LibraryHit),
    next: Cursor.nullable(),
    /** Of every kind, whichever are asked for. */
    counts: z.array(LibraryCount),
    /** Where many things of a kind hold the words, so many of each, the newest, are put in order; null where all are. */
    rankedOfEach: z.int().nullable(),
  })
  .meta({ id: 'LibraryPage' });
export type LibraryPage = z.infer<typeof LibraryPage>;

const kinds = z
  .string()
  .max(200)
  .transform((list) => list.split(',').filter((part) => part !== ''))
  .pipe(z.array(LibraryKind));

/** The words and filters of the library, as they stand in an address; without words and kinds it is the published reviews, where there are some. `kind` is comma-separated, words in "quotes" stand beside each other. */
export const LibraryQuery = z.object({
  text: z.string().trim().max(300).optional(),
  kind: kinds.optional(),
  factorKind: FactorKind.optional(),
  /** Of incidents that name this service, or this team. */
  service: z.string().trim().max(200).optional(),
  team: z.string().trim().max(200).optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type LibraryQuery = z.output<typeof LibraryQuery>;
export type LibraryQueryInput = z.input<typeof LibraryQuery>;

/** What the incidents that the reader sees name, for choosing. */
export const LibraryNames = z
  .object({ services: z.array(z.string()), teams: z.array(z.string()) })
  .meta({ id: 'LibraryNames' });
export type LibraryNames = z.infer<typeof LibraryNames>;

/** A factor of another incident that is like one, and why: what both say. */
export const AlikeFactor = z
  .object({
    id: Id,
    incident: IncidentName,
    statement: z.string(),
    kind: FactorKind,
    /** Whether both are of one kind. */
    isSameKind: z.boolean(),
    /** The telling words that both statements hold, the rarest first. */
    words: z.array(z.string()),
    /** The telling words that both beliefs hold: the same thing was taken for granted. */
    beliefWords: z.array(z.string()),
    at: Instant,
  })
  .meta({ id: 'AlikeFactor' });
export type AlikeFactor = z.infer<typeof AlikeFactor>;

/** What each of the factors of a kind, or the impact on some, says. */
const said = z.array(z.object({ id: Id, statement: z.string() }));

/** One incident beside others: how deep it was looked into, in plain numbers. Each field is reckoned as its row says; none is a score. */
export const ComparedIncident = z
  .object({
    incident: IncidentName,
    /** Hours of the clock in which somebody did something on the incident in Debrief. */
    hoursWorkedOn: z.int(),
    firstEvidenceAt: Instant.nullable(),
    lastEvidenceAt: Instant.nullable(),
    evidenceCount: z.int(),
    /** Factors that are no difficulties and no mitigators. */
    factors: z.array(z.object({ id: Id, statement: z.string(), kind: FactorKind })),
    difficulties: said,
    /** Those that were declined with a reason are left out; `done` holds the verified ones too. */
    followUps: z.object({ done: z.int(), all: z.int() }),
    /** People whose words an event or a finding cites. */
    peopleCited: z.int(),
    impact: z.array(z.object({ id: Id, statement: z.string(), on: ImpactOn })),
    /** Of the newest version that the reader may read: its readers, in words where they are fewer than five. Null without one. */
    report: z.object({ version: z.int(), publishedAt: Instant, readers: z.string() }).nullable(),
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
