import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { Block, ReportDocument } from './document.ts';
import { SectionKind } from './sections.ts';

/** The largest change that the live document takes at once, in bytes. */
export const largestReportChange = 16 * 1024 * 1024;

/** A sentence that states a fact and cites nothing. `block` counts the leaf blocks of its section; offsets are UTF-16 units of the text of that block. */
export const Uncited = z
  .object({ sectionId: Id, block: z.int(), start: z.int(), end: z.int(), text: z.string() })
  .meta({ id: 'UncitedSentence' });
export type Uncited = z.infer<typeof Uncited>;

/** The living report of an incident as it is saved; `document` has no sections before somebody has begun it. */
export const Report = z
  .object({
    incidentId: Id,
    isBegun: z.boolean(),
    document: ReportDocument,
    /** What states a fact and cites nothing: a list to look at, never a gate. */
    uncited: z.array(Uncited),
    /** Words of the sections that stand. */
    words: z.int(),
    /** Names this version of the document; send it back to write only where nothing changed since. */
    state: z.string(),
    updatedAt: Instant.nullable(),
    can: z.object({ write: z.boolean(), publish: z.boolean() }),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

/** `append` puts a new section at the end (with an `id` of the caller's a repeated request adds one). `replace` puts it in the place of the section
 * with this `id`, else of the first of its kind, else where its kind belongs; words that stood there are kept as a removed section. */
export const WriteSection = z.object({
  how: z.enum(['append', 'replace']),
  id: Id.optional(),
  kind: SectionKind,
  /** Left out, a new section has the name of its kind and a replaced one keeps its title. */
  title: z.string().trim().max(300).optional(),
  blocks: z.array(Block).max(5_000),
});
export type WriteSection = z.input<typeof WriteSection>;

export const WriteSections = z.object({
  incident: z.string(),
  /** Of the document that the writer looked at: where it changed since, nothing is written. */
  state: z.string().max(100).optional(),
  sections: z.array(WriteSection).min(1, 'Send at least one section').max(200),
});
export type WriteSections = z.input<typeof WriteSections>;

export const SectionOfReport = z.object({ incident: z.string(), id: Id });
export type SectionOfReport = z.infer<typeof SectionOfReport>;
