import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { LiveKind, SectionKind } from './sections.ts';

/** What a citation in the text refers to. */
export const CiteTarget = z.enum(['evidence', 'event', 'finding']);
export type CiteTarget = z.infer<typeof CiteTarget>;

/** What a citation in a draft refers to; drafts of version 0.1 call a finding an entry. */
export function readCiteTarget(value: unknown): CiteTarget | null {
  return CiteTarget.safeParse(value === 'entry' ? 'finding' : value).data ?? null;
}

/** Where a link of a report can lead. */
export const SafeLink = z
  .string()
  .max(4_000)
  .refine(
    (href) => /^(https?:|mailto:|\/(?!\/)|#)/i.test(href),
    'A link must go to a page (https://…), an email address or a page in Debrief',
  );

export const TextMark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('strike') }),
  z.object({ type: z.literal('code') }),
  z.object({ type: z.literal('link'), attrs: z.object({ href: SafeLink }) }),
]);
export type TextMark = z.infer<typeof TextMark>;

export const TextNode = z.object({
  type: z.literal('text'),
  text: z.string().min(1),
  marks: z.array(TextMark).optional(),
});
export type TextNode = z.infer<typeof TextNode>;

/** A numbered chip in the text. Offsets count UTF-16 units of the text of the cited evidence; null cites all of it. */
export const CiteNode = z.object({
  type: z.literal('cite'),
  attrs: z.object({
    target: CiteTarget,
    targetId: Id,
    quoteStart: z.int().min(0).nullable(),
    quoteEnd: z.int().min(0).nullable(),
  }),
});
export type CiteNode = z.infer<typeof CiteNode>;

export const Inline = z.discriminatedUnion('type', [
  TextNode,
  CiteNode,
  z.object({ type: z.literal('hardBreak') }),
]);
export type Inline = z.infer<typeof Inline>;

/** `from` and `until` select a part of the timeline, `ids` some of its rows; null shows all. */
export const LiveNode = z.object({
  type: z.literal('live'),
  attrs: z.object({
    id: Id,
    kind: LiveKind,
    from: Instant.nullable(),
    until: Instant.nullable(),
    ids: z.array(Id).max(500).nullable(),
  }),
});
export type LiveNode = z.infer<typeof LiveNode>;

const inlines = z.array(Inline).optional();

export const Paragraph = z.object({ type: z.literal('paragraph'), content: inlines });
export type Paragraph = z.infer<typeof Paragraph>;
export const Heading = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.union([z.literal(3), z.literal(4)]) }),
  content: inlines,
});
export type Heading = z.infer<typeof Heading>;
export const CodeBlock = z.object({
  type: z.literal('codeBlock'),
  attrs: z.object({ language: z.string().max(40).nullable() }).optional(),
  content: z.array(TextNode.omit({ marks: true })).optional(),
});
export type CodeBlock = z.infer<typeof CodeBlock>;
export const Rule = z.object({ type: z.literal('horizontalRule') });

export interface ListItem {
  type: 'listItem';
  content: Block[];
}
export interface BulletList {
  type: 'bulletList';
  content: ListItem[];
}
export interface OrderedList {
  type: 'orderedList';
  attrs?: { start: number } | undefined;
  content: ListItem[];
}
export interface Blockquote {
  type: 'blockquote';
  content: Block[];
}
export interface TableCell {
  type: 'tableCell' | 'tableHeader';
  content: Block[];
}
export interface TableRow {
  type: 'tableRow';
  content: TableCell[];
}
export interface Table {
  type: 'table';
  content: TableRow[];
}
export type Block =
  | Paragraph
  | Heading
  | CodeBlock
  | z.infer<typeof Rule>
  | LiveNode
  | BulletList
  | OrderedList
  | Blockquote
  | Table;

export const Block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    Paragraph,
    Heading,
    CodeBlock,
    Rule,
    LiveNode,
    z.object({ type: z.literal('bulletList'), content: z.array(listItem).min(1) }),
    z.object({
      type: z.literal('orderedList'),
      attrs: z.object({ start: z.int() }).optional(),
      content: z.array(listItem).min(1),
    }),
    z.object({ type: z.literal('blockquote'), content: blocks }),
    z.object({
      type: z.literal('table'),
      content: z
        .array(
          z.object({
            type: z.literal('tableRow'),
            content: z
              .array(z.object({ type: z.enum(['tableCell', 'tableHeader']), content: blocks }))
              .min(1),
          }),
        )
        .min(1),
    }),
  ]),
);
const blocks = z.array(Block).min(1);
const listItem = z.object({ type: z.literal('listItem'), content: blocks });

export const SectionTitle = z.object({
  type: z.literal('sectionTitle'),
  content: z.array(TextNode.omit({ marks: true })).optional(),
});
export type SectionTitle = z.infer<typeof SectionTitle>;

/** A removed section keeps its text, and what others were typing in it, until it is restored. */
export const Section = z
  .object({
    type: z.literal('section'),
    attrs: z.object({ id: Id, kind: SectionKind, isRemoved: z.boolean() }),
    /** The title, then blocks. */
    content: z.tuple([SectionTitle], Block),
  })
  .meta({ id: 'ReportSection' });
export type Section = z.infer<typeof Section>;

/** A report document: the JSON form of the shared document. */
export const ReportDocument = z
  .object({ type: z.literal('doc'), content: z.array(Section) })
  .meta({ id: 'ReportDocument' });
export type ReportDocument = z.infer<typeof ReportDocument>;
