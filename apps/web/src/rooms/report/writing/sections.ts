import { sectionWords, type SectionKind } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';
import {
  Plugin,
  PluginKey,
  Selection,
  TextSelection,
  type EditorState,
  type Transaction,
} from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { sectionAttrs } from '../schema/nodes.ts';

type Dispatch = ((transaction: Transaction) => void) | undefined;
type Command = (state: EditorState, dispatch?: Dispatch) => boolean;

/** Marks a transaction that adds or moves sections on purpose. */
const onPurpose = 'report-sections';
const wholeKey = new PluginKey<boolean>('report-whole-section');

export interface SectionPlace {
  node: Node;
  /** The position before the node. */
  at: number;
  index: number;
}

export function sectionById(doc: Node, id: string): SectionPlace | null {
  let found: SectionPlace | null = null;
  doc.forEach((node, at, index) => {
    if (node.attrs['id'] === id) found = { node, at, index };
  });
  return found;
}

export function sectionAround(doc: Node, position: number): SectionPlace | null {
  const at = doc.resolve(Math.max(0, Math.min(position, doc.content.size)));
  return at.depth === 0 ? null : { node: at.node(1), at: at.before(1), index: at.index(0) };
}

/** Removing keeps the text: readers do not see it, and it can be restored. */
export function markRemoved(id: string, isRemoved: boolean): Command {
  return (state, dispatch) => {
    const place = sectionById(state.doc, id);
    if (!place) return false;
    dispatch?.(state.tr.setNodeAttribute(place.at, 'isRemoved', isRemoved));
    return true;
  };
}

/** Adds a section after the given one, or at the end, and puts the caret into it. */
export function addSection(
  kind: SectionKind,
  afterId: string | null,
  newId: () => string,
): Command {
  return (state, dispatch) => {
    const { doc, schema } = state;
    const after = afterId === null ? null : sectionById(doc, afterId);
    const at = after ? after.at + after.node.nodeSize : doc.content.size;
    const { name, live } = sectionWords[kind];
    const node = schema.node('section', { id: newId(), kind, isRemoved: false }, [
      schema.node('sectionTitle', null, schema.text(name)),
      schema.node('paragraph'),
      ...live.map((one) => schema.node('live', { id: newId(), kind: one })),
    ]);
    const transaction = state.tr.insert(at, node).setMeta(onPurpose, true);
    const title = kind === 'other' ? at + 2 : at + 2 + name.length + 2;
    transaction.setSelection(
      kind === 'other'
        ? TextSelection.create(transaction.doc, title, title + name.length)
        : TextSelection.near(transaction.doc.resolve(title)),
    );
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

function findBody({ node, at }: SectionPlace): { from: number; to: number } {
  const title = node.firstChild?.type.name === 'sectionTitle' ? node.firstChild.nodeSize : 0;
  return { from: at + 1 + title, to: at + node.nodeSize - 1 };
}

/** Puts the caret on the first line of the first active section. */
export const goToStart: Command = (state, dispatch) => {
  let start: number | null = null;
  state.doc.forEach((node, at, index) => {
    if (start === null && !sectionAttrs(node.attrs).isRemoved)
      start = findBody({ node, at, index }).from;
  });
  if (start === null) return false;
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(start))));
  return true;
};

/**
 * Ctrl+A: selects the title with the caret in it, else the text of the section, never other
 * sections.
 */
export const selectSection: Command = (state, dispatch) => {
  const place = sectionAround(state.doc, state.selection.from);
  if (!place) return false;
  const { $from } = state.selection;
  const body = findBody(place);
  const ends =
    $from.parent.type.name === 'sectionTitle' ? { from: $from.start(), to: $from.end() } : body;
  const chosen = TextSelection.between(state.doc.resolve(ends.from), state.doc.resolve(ends.to), 1);
  dispatch?.(state.tr.setSelection(chosen).setMeta(wholeKey, ends === body));
  return true;
};

/** Remembers that Ctrl+A selected a full section, until the selection changes. */
export function trackFullSelection(): Plugin<boolean> {
  return new Plugin<boolean>({
    key: wholeKey,
    state: {
      init: () => false,
      apply: (transaction, before) =>
        transaction.getMeta(wholeKey) === true ||
        (before && !transaction.docChanged && !transaction.selectionSet),
    },
  });
}

/**
 * Deletes a selection across several sections, or all of one: empties the selected part of each,
 * and keeps the sections.
 */
export const deleteInSections: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const first = sectionAround(state.doc, from);
  if (empty || !first) return false;
  const isWhole = wholeKey.getState(state) === true;
  const spansSeveral = to > first.at + first.node.nodeSize;
  if (!spansSeveral && !isWhole) return false;
  const transaction = state.tr;
  const clearBody = (place: SectionPlace) => {
    const body = findBody(place);
    if (isWhole || (from <= body.from && to >= body.to))
      transaction.replaceWith(body.from, body.to, state.schema.node('paragraph'));
    else if (Math.max(from, body.from) < Math.min(to, body.to))
      transaction.deleteRange(Math.max(from, body.from), Math.min(to, body.to));
  };
  const places: SectionPlace[] = [];
  state.doc.forEach((node, at, index) => {
    if (at < to && at + node.nodeSize > from) places.push({ node, at, index });
  });
  for (const place of places.toReversed()) clearBody(place);
  const caret = isWhole ? findBody(first).from + 1 : transaction.mapping.map(from, -1);
  dispatch?.(
    transaction
      .setSelection(
        TextSelection.near(transaction.doc.resolve(Math.min(caret, transaction.doc.content.size))),
      )
      .scrollIntoView(),
  );
  return true;
};

/** Enter in a title moves to the text below it. */
export const leaveTitle: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type.name !== 'sectionTitle') return false;
  const after = $from.after();
  const next = state.doc.resolve(after).nodeAfter;
  const transaction = state.tr;
  if (next?.type.name !== 'paragraph') transaction.insert(after, state.schema.node('paragraph'));
  dispatch?.(
    transaction
      .setSelection(TextSelection.near(transaction.doc.resolve(after + 1)))
      .scrollIntoView(),
  );
  return true;
};

/** Whether a transaction came from another writer, or from undo. */
export function isFromAfar(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey) !== undefined;
}

function listIds(doc: Node): string[] {
  const ids: string[] = [];
  doc.forEach((section) => ids.push(sectionAttrs(section.attrs).id));
  return ids;
}

/**
 * Rejects what would delete or duplicate a section: sections are only marked as removed, and only
 * added on purpose.
 */
export function createSectionGuard(onRefused: () => void): Plugin {
  return new Plugin({
    filterTransaction: (transaction, state) => {
      if (!transaction.docChanged || isFromAfar(transaction)) return true;
      const [before, after] = [listIds(state.doc), listIds(transaction.doc)];
      const isKept =
        transaction.getMeta(onPurpose) === true
          ? before.every((id) => after.includes(id)) && new Set(after).size === after.length
          : before.length === after.length && before.every((id, index) => id === after[index]);
      const isLegal = isKept && titlesIn(transaction.doc) >= titlesIn(state.doc);
      if (!isLegal) queueMicrotask(onRefused);
      return isLegal;
    },
    // A section without a block would not be editable.
    appendTransaction: (transactions, _, state) => {
      if (!transactions.some((one) => one.docChanged) || transactions.some(isFromAfar)) return null;
      const transaction = state.tr;
      const bare: number[] = [];
      state.doc.forEach((section, at) => {
        if (section.childCount === 1 && section.firstChild?.type.name === 'sectionTitle')
          bare.push(at + section.nodeSize - 1);
      });
      for (const at of bare.toReversed()) transaction.insert(at, state.schema.node('paragraph'));
      return bare.length > 0 ? transaction : null;
    },
  });
}

function titlesIn(doc: Node): number {
  let titles = 0;
  doc.forEach((section) => {
    if (section.firstChild?.type.name === 'sectionTitle') titles += 1;
  });
  return titles;
}
