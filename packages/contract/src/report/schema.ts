import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { Block, ReportDocument } from './document.ts';
import { MaskedReport } from '../known-at.ts';
import { SectionKind } from './sections.ts';

/** The largest change that the live document accepts at once, in bytes. */
export const largestReportChange = 4 * 1024 * 1024;

/**
 * A sentence that states a fact without a citation. `block` counts the leaf blocks of its section;
 * offsets are UTF-16 units of that block's text.
 */
export const Uncited = z
  .object({ sectionId: Id, block: z.int(), start: z.int(), end: z.int(), text: z.string() })
  .meta({ id: 'UncitedSentence' });
export type Uncited = z.infer<typeof Uncited>;

/**
 * The living report of an incident as saved; `document` has no sections until someone starts it.
 */
export const Report = z
  .object({
    incidentId: Id,
    isBegun: z.boolean(),
    document: ReportDocument,
    /** Sentences that state a fact without a citation: a list to check, never a gate. */
    uncited: z.array(Uncited),
    /** Words of the active sections. */
    words: z.int(),
    /**
     * Identifies this version of the document; send it back to write only if nothing has changed
     * since.
     */
    state: z.string(),
    updatedAt: Instant.nullable(),
    can: z.object({ write: z.boolean(), publish: z.boolean() }),
    masked: MaskedReport.optional(),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

/**
 * `append` adds a section at the end (with an `id` from the caller, a repeated request adds only
 * one). `replace` replaces the section with this `id`, else the first of its kind, else adds it
 * where its kind belongs; replaced text is kept as a removed section.
 */
export const WriteSection = z.object({
  how: z.enum(['append', 'replace']),
  id: Id.optional(),
  kind: SectionKind,
  /** By default, a new section has the name of its kind and a replaced one keeps its title. */
  title: z.string().trim().max(300).optional(),
  blocks: z.array(Block).max(5_000),
});
export type WriteSection = z.input<typeof WriteSection>;

export const WriteSections = z.object({
  incident: z.string(),
  /** The document that the writer has seen: if it has changed since, nothing is written. */
  state: z.string().max(100).optional(),
  sections: z.array(WriteSection).min(1, 'Send at least one section').max(200),
});
export type WriteSections = z.input<typeof WriteSections>;

export const SectionOfReport = z.object({ incident: z.string(), id: Id });
export type SectionOfReport = z.infer<typeof SectionOfReport>;
