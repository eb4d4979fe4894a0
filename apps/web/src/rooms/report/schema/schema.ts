import { SafeLink } from '@debrief/contract';
import { getSchema, Mark, markInputRule, type Extensions } from '@tiptap/core';
import { Link } from '@tiptap/extension-link';
import { ListItem, OrderedList } from '@tiptap/extension-list';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import type { Schema } from '@tiptap/pm/model';
import { StarterKit } from '@tiptap/starter-kit';
import { Cite, Live, ReportDoc, ReportHeading, Section, SectionTitle } from './nodes.ts';

const ReportLink = Link.extend({
  addAttributes: () => ({ href: { default: null } }),
  renderHTML: ({ HTMLAttributes }) => {
    const href: unknown = HTMLAttributes['href'];
    return ['a', { href: isSafe(href) ? href : '#', rel: 'noopener noreferrer' }, 0];
  },
});

export function isSafe(href: unknown): href is string {
  return SafeLink.safeParse(href).success;
}

/** Code can also be bold or a link, as in the grammar. */
const Code = Mark.create({
  name: 'code',
  excludes: '',
  code: true,
  exitable: true,
  parseHTML: () => [{ tag: 'code' }],
  renderHTML: ({ HTMLAttributes }) => ['code', HTMLAttributes, 0],
  addInputRules() {
    return [markInputRule({ find: /(?:^|[^`])(`([^`]+)`)$/, type: this.type })];
  },
  addKeyboardShortcuts() {
    return { 'Mod-e': () => this.editor.commands.toggleMark('code') };
  },
});

/**
 * Attributes of a table cell in the editor; always their defaults, so that the document conforms to
 * its grammar.
 */
const cell = () => ({
  colspan: { default: 1, rendered: false, parseHTML: () => 1 },
  rowspan: { default: 1, rendered: false, parseHTML: () => 1 },
  colwidth: { default: null, rendered: false, parseHTML: () => null },
});

/** The contract's grammar as extensions; what reacts to the writer is separate (`writing/`). */
export function grammar(): Extensions {
  return [
    StarterKit.configure({
      document: false,
      heading: false,
      code: false,
      link: false,
      listItem: false,
      orderedList: false,
      underline: false,
      undoRedo: false,
      trailingNode: false,
      dropcursor: { class: 'report-drop', width: 2 },
    }),
    ReportDoc,
    Section,
    SectionTitle,
    ReportHeading,
    Cite,
    Live,
    Code,
    ReportLink.configure({
      openOnClick: false,
      autolink: true,
      linkOnPaste: true,
      isAllowedUri: (href) => isSafe(href),
    }),
    ListItem.extend({ content: 'block+' }),
    OrderedList.extend({ addAttributes: () => ({ start: { default: 1, parseHTML: readStart } }) }),
    Table.configure({ resizable: false }),
    TableRow.extend({ content: '(tableCell | tableHeader)+' }),
    TableCell.extend({ addAttributes: cell }),
    TableHeader.extend({ addAttributes: cell }),
  ];
}

function readStart(element: HTMLElement): number {
  const start = Number(element.getAttribute('start') ?? 1);
  return Number.isInteger(start) ? start : 1;
}

export function reportSchema(): Schema {
  return getSchema(grammar());
}
