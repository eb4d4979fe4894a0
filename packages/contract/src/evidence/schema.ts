import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import { itemKinds } from '../activity-kind.ts';
import { Cursor, Id, Instant } from '../ids.ts';
import { incident, paging } from '../inputs.ts';
import { knownAt } from '../known-at.ts';
import { ReadOptions, TimeUnit } from './read-options.ts';
import { Redaction } from './redaction.ts';
import { SavedMapping } from './saved-mapping.ts';
import { EvidenceKind, Format, Precision } from '../words.ts';

/** What a source provides other than author, time and text. */
export const EvidenceDetails = z
  .object({
    reactions: z.array(z.object({ name: z.string(), by: z.array(z.string()) })).optional(),
    files: z
      .array(
        z.object({
          name: z.string(),
          url: z.string().optional(),
          type: z.string().optional(),
          size: z.number().optional(),
        }),
      )
      .optional(),
    links: z.array(z.object({ url: z.string(), title: z.string().optional() })).optional(),
    /** An event in the channel instead of a message: these are folded in the record. */
    event: z.enum(['join', 'leave', 'topic', 'name', 'archive', 'other']).optional(),
    commit: z
      .object({
        sha: z.string(),
        parents: z.array(z.string()),
        files: z.array(z.object({ path: z.string(), status: z.string() })),
        tag: z.string().optional(),
      })
      .optional(),
    title: z.string().optional(),
    /** Short facts of the record (severity, service, status …), for display. */
    fields: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'EvidenceDetails' });
export type EvidenceDetails = z.infer<typeof EvidenceDetails>;

/** A problem of a record that was imported anyway. */
export const Mark = z.enum([
  'mangled-text',
  'wrong-encoding',
  'no-time',
  'future-time',
  'epoch-time',
  'shortened',
]);
export type Mark = z.infer<typeof Mark>;

export const Author = z
  .object({ identityId: Id, personId: Id, name: z.string(), isBot: z.boolean() })
  .meta({ id: 'Author' });
export type Author = z.infer<typeof Author>;

/** An item of the record, as in its latest revision. */
export const Evidence = z
  .object({
    id: Id,
    /** The same for all revisions of one item. */
    itemId: Id,
    streamId: Id,
    streamName: z.string(),
    sourceKind: z.string(),
    kind: EvidenceKind,
    /** Corrected by the source's clock offset. */
    occurredAt: Instant,
    /** By how much it was corrected. */
    clockOffsetMs: z.int(),
    untilAt: Instant.nullable(),
    precision: Precision,
    /** The offset of the written time in minutes east of UTC; null if the source has none. */
    zoneOffset: z.int().nullable(),
    recordedAt: Instant,
    /** When the responders knew it, if different from when it occurred. */
    knownAt: Instant.nullable(),
    author: Author.nullable(),
    text: z.string(),
    /** The item that this one replies to. */
    repliesTo: Id.nullable(),
    replyCount: z.int(),
    details: EvidenceDetails,
    marks: z.array(Mark),
    revision: z.int(),
    isEdited: z.boolean(),
    /** It has a revision after the time of the mask, and when it was edited is not known. */
    isEditedLater: z.boolean().optional(),
    isDeleted: z.boolean(),
    /** Timeline events of this incident that cite the item. */
    citedBy: z.array(Id),
    /** Findings of the investigation that cite it. */
    citedIn: z.array(Id),
    /** The redactions of the item, oldest first; its text has `█` in place of the words. */
    redactions: z.array(Redaction),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** The import that stored a revision. */
export const ImportOfRevision = z
  .object({
    id: Id,
    /** The file or the URL that received it; null if it was imported into an incident that you can't see. */
    name: z.string().nullable(),
    incident: z.string().nullable(),
    format: Format,
    at: Instant,
    by: ActorRef.nullable(),
  })
  .meta({ id: 'ImportOfRevision' });
export type ImportOfRevision = z.infer<typeof ImportOfRevision>;

export const EvidenceRevision = z
  .object({
    id: Id,
    revision: z.int(),
    change: z.enum(['original', 'revised', 'deleted']),
    text: z.string(),
    contentHash: z.string(),
    import: ImportOfRevision,
    /** Where it is in the file, such as `general/2018-01-20.json, message 12`; null if unknown. */
    place: z.string().nullable(),
    recordedAt: Instant,
    payload: z.string(),
    payloadEncoding: z.enum(['utf8', 'base64']),
  })
  .meta({ id: 'EvidenceRevision' });
export type EvidenceRevision = z.infer<typeof EvidenceRevision>;

/**
 * An item with everything: raw payloads, earlier revisions, imports. Of what was known at a time it
 * has no payloads: a source writes them afterwards, with reactions, replies and how things ended.
 */
export const EvidenceInFull = z
  .object({
    evidence: Evidence,
    revisions: z.array(EvidenceRevision),
    key: z.string(),
  })
  .meta({ id: 'EvidenceInFull' });
export type EvidenceInFull = z.infer<typeof EvidenceInFull>;

const csv = z
  .string()
  .max(4000)
  .transform((list) => list.split(',').filter((part) => part !== ''));

export const EvidenceRedacted = z
  .object({ evidence: Evidence, items: z.int(), activityId: z.string() })
  .meta({ id: 'EvidenceRedacted' });
export type EvidenceRedacted = z.infer<typeof EvidenceRedacted>;

/** The filters of the record, as in a URL: `stream`, `kind`, `author` and `tag` are comma-separated. */
export const RecordFilter = z.object({
  stream: csv.pipe(z.array(Id)).optional(),
  kind: csv.pipe(z.array(EvidenceKind)).optional(),
  /** Persons. */
  author: csv.pipe(z.array(Id)).optional(),
  /** Items with one of these tags. Not with `knownAt`: people add tags later. */
  tag: csv.pipe(z.array(Id)).optional(),
  text: z.string().trim().max(200).optional(),
  bots: z.enum(['with', 'without']).optional(),
  /**
   * `fold` folds replies under their parents; `flat` shows all in time order. A text or author
   * filter is always flat.
   */
  threads: z.enum(['fold', 'flat']).optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  knownAt,
});
export type RecordFilter = z.output<typeof RecordFilter>;
export type RecordFilterInput = z.input<typeof RecordFilter>;

export const RecordQuery = RecordFilter.extend({
  /** Continue after (or, with `back`, before) this place. */
  cursor: Cursor.optional(),
  /** Start at this time instead. */
  at: Instant.optional(),
  /** Start at this item instead. */
  item: Id.optional(),
  direction: z.enum(['on', 'back']).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});
export type RecordQuery = z.output<typeof RecordQuery>;
export type RecordQueryInput = z.input<typeof RecordQuery>;

/** `before` and `after` are cursors for the neighboring pages, null at the ends. */
export const RecordPage = z
  .object({ items: z.array(Evidence), before: Cursor.nullable(), after: Cursor.nullable() })
  .meta({ id: 'RecordPage' });
export type RecordPage = z.infer<typeof RecordPage>;

/**
 * The shape of the full record under a filter, for drawing the density strip and the scroll bar.
 */
export const RecordOutline = z
  .object({
    total: z.int(),
    /** All items of the incident, with replies in folded threads, whatever the filter. */
    itemCount: z.int(),
    from: Instant.nullable(),
    until: Instant.nullable(),
    bucketMs: z.int(),
    /** Items per bucket, from `from` on; empty buckets are 0. */
    buckets: z.array(z.int()),
    pageSize: z.int(),
    /** Cursors: page n of the list starts after `pages[n]` (the first is the empty string). */
    pages: z.array(Cursor),
    streams: z.array(z.object({ streamId: Id, name: z.string(), count: z.int() })),
    kinds: z.array(z.object({ kind: EvidenceKind, count: z.int() })),
  })
  .meta({ id: 'RecordOutline' });
export type RecordOutline = z.infer<typeof RecordOutline>;

/** The body of a preview is the start of a file; `size` is the size of the full file in bytes. */
export const PreviewQuery = ReadOptions.extend({
  name: z.string().max(500),
  size: z.coerce.number().int().min(0).optional(),
});

export const ImportQuery = ReadOptions.extend({
  incident: z.string().max(60),
  name: z.string().max(500),
});
export type ImportQuery = z.output<typeof ImportQuery>;
export type ImportQueryInput = z.input<typeof ImportQuery>;

export const ImportState = z.enum([
  'running',
  'done',
  'cancelled',
  'failed',
  'interrupted',
  'undoing',
  'undone',
]);
export type ImportState = z.infer<typeof ImportState>;

/** An import with its summary: read = imported + duplicates + rejected + withheld. */
export const Import = z
  .object({
    id: Id,
    incidentId: Id,
    incident: z.string(),
    name: z.string(),
    format: Format,
    /** SHA-256 of the file. */
    contentHash: z.string(),
    bytes: z.int(),
    bytesRead: z.int(),
    state: ImportState,
    read: z.int(),
    imported: z.int(),
    duplicates: z.int(),
    rejected: z.int(),
    /** Records of items that were removed for a legal reason: they are not stored again. */
    withheld: z.int(),
    /**
     * Revisions of existing items among the imported; `vanished` counts items deleted at the source
     * (these are not records read).
     */
    revised: z.int(),
    vanished: z.int(),
    marked: z.int(),
    /** How many of the imported and vanished items an undo or the retention has removed. */
    removed: z.int(),
    /** How the columns were read, for tables. */
    mapping: z.record(z.string(), z.string()),
    problem: z.string().nullable(),
    startedAt: Instant,
    endedAt: Instant.nullable(),
    startedBy: ActorRef,
    can: z.object({ cancel: z.boolean(), undo: z.boolean(), remove: z.boolean() }),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

export const ListImports = z.object({
  incident,
  /** Without the imports of deliveries: endpoints and connections can have thousands. */
  only: z.literal('files').optional(),
  ...paging,
});
export type ListImports = z.infer<typeof ListImports>;

/** What undoing an import would remove, and what stays because something needs it. */
export const UndoPreview = z
  .object({
    removes: z.int(),
    /**
     * Cited by events, findings, follow-ups, suggestions or a report, now or in an undoable change;
     * or also in another import, revised by one, or redacted.
     */
    stays: z.int(),
    /** Some of the citations of items that stay. */
    citedBy: z.array(
      z.object({ kind: z.enum(itemKinds), id: Id, incident: z.string(), title: z.string() }),
    ),
    /** Other incidents whose sources contain the items. */
    alsoIn: z.array(z.string()),
  })
  .meta({ id: 'UndoPreview' });
export type UndoPreview = z.infer<typeof UndoPreview>;

export const Rejection = z
  .object({ place: z.string(), reason: z.string(), excerpt: z.string() })
  .meta({ id: 'Rejection' });
export type Rejection = z.infer<typeof Rejection>;

/** How Debrief would read the start of a file, before the import. */
export const Preview = z
  .object({
    format: Format.nullable(),
    formatName: z.string().nullable(),
    columns: z.array(z.string()),
    mapping: z.record(z.string(), z.string()),
    timeUnit: TimeUnit.nullable(),
    /** How text that is not Unicode is decoded, which can be wrong; null if there is no doubt. */
    encoding: z.string().nullable(),
    /** Saved mappings for these columns, by name. */
    savedMappings: z.array(SavedMapping),
    /** Plain questions that must be answered first. */
    questions: z.array(z.string()),
    sample: z.array(
      z.object({
        place: z.string(),
        at: Instant.nullable(),
        author: z.string().nullable(),
        text: z.string(),
        kind: EvidenceKind.nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Preview' });
export type Preview = z.infer<typeof Preview>;
