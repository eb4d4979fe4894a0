import { LiveKind } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';
import {
  NodeSelection,
  Plugin,
  TextSelection,
  type EditorState,
  type Transaction,
} from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { z } from 'zod';
import { liveAttrs } from '../schema/nodes.ts';

type Dispatch = (transaction: Transaction) => void;

/** Puts the caret after a selected chip, or into an empty paragraph below a selected live block. */
export function moveAfterAtom(state: EditorState, dispatch: Dispatch): boolean {
  const { selection } = state;
  if (!(selection instanceof NodeSelection) || !selection.node.isAtom) return false;
  if (selection.node.isInline)
    dispatch(state.tr.setSelection(TextSelection.create(state.doc, selection.to)));
  else writeBelow(state, selection.from, dispatch);
  return true;
}

/** Puts the caret into the empty paragraph below the block at a position, which is made if there is none. */
export function writeBelow(state: EditorState, at: number, dispatch: Dispatch): void {
  const end = at + (state.doc.nodeAt(at)?.nodeSize ?? 0);
  const next = state.doc.resolve(end).nodeAfter;
  const transaction = state.tr;
  if (next?.type.name !== 'paragraph' || next.content.size > 0)
    transaction.insert(end, state.schema.node('paragraph'));
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end + 1)));
}

/** The live blocks that are in the first document and no longer in the second. */
export function removedLiveBlocks(
  transactions: readonly Transaction[],
  after: Node,
): readonly LiveKind[] {
  const gone = new Map<string, LiveKind>();
  for (const { mapping, docs } of transactions)
    mapping.maps.forEach((map, index) =>
      map.forEach((start, end) =>
        docs[index]?.nodesBetween(start, end, (node) => {
          const { id, kind } = liveAttrs(node.attrs);
          if (node.type.name === 'live') gone.set(id, kind);
        }),
      ),
    );
  if (gone.size === 0) return [];
  after.descendants((node) => {
    if (node.type.name === 'live') gone.delete(liveAttrs(node.attrs).id);
  });
  return [...gone.values()];
}

/** Changes by others, and undo and redo, come through the shared document. */
const Shared = z.object({ isChangeOrigin: z.literal(true) });

/** Typing never replaces a selected chip or live block; removing a live block is reported, so that it can be undone. */
export function protectAtoms(onRemoved: (kinds: readonly LiveKind[]) => void): Plugin {
  return new Plugin({
    appendTransaction(transactions, _, { doc }) {
      const own = transactions.filter(
        (one) => one.docChanged && !Shared.safeParse(one.getMeta(ySyncPluginKey)).success,
      );
      const kinds = removedLiveBlocks(own, doc);
      if (kinds.length > 0) queueMicrotask(() => onRemoved(kinds));
      return null;
    },
    props: {
      handleKeyDown(view, { key, ctrlKey, metaKey }) {
        if (key.length === 1 && !ctrlKey && !metaKey) moveAfterAtom(view.state, view.dispatch);
        return false;
      },
      handleDOMEvents: {
        compositionstart: (view) => (moveAfterAtom(view.state, view.dispatch), false),
        paste: (view) => (moveAfterAtom(view.state, view.dispatch), false),
        beforeinput(view, event) {
          if (event.inputType.startsWith('insert')) moveAfterAtom(view.state, view.dispatch);
          return false;
        },
      },
      handleClickOn(view, _, node, at, event) {
        const frame = view.nodeDOM(at);
        const isBeside = !(
          event.target instanceof globalThis.Node && frame?.contains(event.target)
        );
        if (node.type.name !== 'live' || !isBeside || !view.editable) return false;
        writeBelow(view.state, at, view.dispatch);
        return true;
      },
    },
  });
}
