import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/**
 * The space before a chip, where a line could break and leave the chip at the start of the next
 * line.
 */
function blanksBeforeChips(block: Node): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  block.forEach((node, offset, index) => {
    if (node.type.name !== 'cite' || index === 0) return;
    const before = block.child(index - 1);
    const blank = before.isText ? (/(?<! ) +$/.exec(before.text ?? '')?.[0].length ?? 0) : 0;
    if (blank > 0) found.push({ from: offset - blank, to: offset });
  });
  return found;
}

/** Cached by block: only blocks that a change touched are checked again. */
function updateDecorations(
  doc: Node,
  from: number,
  to: number,
  before: DecorationSet,
): DecorationSet {
  const old: Decoration[] = [];
  const blanks: Decoration[] = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return true;
    old.push(...before.find(at, at + node.nodeSize));
    blanks.push(
      ...blanksBeforeChips(node).map((one) =>
        Decoration.inline(at + 1 + one.from, at + 1 + one.to, { class: 'report-keep' }),
      ),
    );
    return false;
  });
  return before.remove(old).add(doc, blanks);
}

function findTouchedRange(transaction: Transaction): { from: number; to: number } | null {
  let [from, to] = [Infinity, -1];
  transaction.mapping.maps.forEach((map, index) => {
    const later = transaction.mapping.slice(index + 1);
    map.forEach((_, __, start, end) => {
      from = Math.min(from, later.map(start, -1));
      to = Math.max(to, later.map(end, 1));
    });
  });
  return to < 0 ? null : { from, to };
}

/** Where lines must not break now. */
export function findKeptRanges(state: EditorState): { from: number; to: number }[] {
  return (pluginKey.getState(state)?.find() ?? [])
    .map(({ from, to }) => ({ from, to }))
    .toSorted((one, other) => one.from - other.from);
}

const pluginKey = new PluginKey<DecorationSet>('report-keeping');

/** Keeps each chip on the line of the word before it, without changing the text. */
export function keepChipsWithText(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: pluginKey,
    state: {
      init: (_, { doc }) => updateDecorations(doc, 0, doc.content.size, DecorationSet.empty),
      apply: (transaction, before) => {
        if (!transaction.docChanged) return before;
        const { doc } = transaction;
        const set = before.map(transaction.mapping, doc);
        const range = findTouchedRange(transaction);
        return range
          ? updateDecorations(
              doc,
              Math.max(0, range.from - 1),
              Math.min(doc.content.size, range.to + 1),
              set,
            )
          : set;
      },
    },
    props: { decorations: (state) => pluginKey.getState(state) },
  });
}
