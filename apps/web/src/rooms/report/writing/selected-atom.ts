import { LiveKind } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';
import {
  NodeSelection,
  Plugin,
  TextSelection,
  type EditorState,
  type Transaction,
} from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import {
  absolutePositionToRelativePosition,
  ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
  yUndoPluginKey,
} from '@tiptap/y-tiptap';
import { Doc, UndoManager, XmlFragment } from 'yjs';
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

/**
 * Puts the caret into the empty paragraph below the block at a position. Creates one if there is
 * none.
 */
export function writeBelow(state: EditorState, at: number, dispatch: Dispatch): void {
  const end = at + (state.doc.nodeAt(at)?.nodeSize ?? 0);
  const next = state.doc.resolve(end).nodeAfter;
  const transaction = state.tr;
  if (next?.type.name !== 'paragraph' || next.content.size > 0)
    transaction.insert(end, state.schema.node('paragraph'));
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, end + 1)));
}

interface RemovedBlock {
  node: Node;
  /** Where it would be now. */
  at: number;
}

/** The live blocks that transactions removed from a document, which is now `after`. */
export function removedLiveBlocks(
  transactions: readonly Transaction[],
  after: Node,
): readonly RemovedBlock[] {
  const gone = new Map<string, RemovedBlock>();
  transactions.forEach(({ mapping, docs }, turn) =>
    mapping.maps.forEach((map, index) =>
      map.forEach((start, end) =>
        docs[index]?.nodesBetween(start, end, (node, position) => {
          if (node.type.name !== 'live') return;
          const here = mapping.slice(index).map(position, -1);
          const later = transactions.slice(turn + 1);
          const at = later.reduce((moved, one) => one.mapping.map(moved, -1), here);
          gone.set(liveAttrs(node.attrs).id, { node, at });
        }),
      ),
    ),
  );
  for (const id of gone.size > 0 ? liveBlockIds(after) : []) gone.delete(id);
  return [...gone.values()];
}

function liveBlockIds(doc: Node): readonly string[] {
  const ids: string[] = [];
  doc.descendants((node) => {
    if (node.type.name === 'live') ids.push(liveAttrs(node.attrs).id);
  });
  return ids;
}

/** Changes by others, and undo and redo, come through the shared document. */
const Shared = z.object({ isChangeOrigin: z.literal(true) });
const Undo = z.object({ undoManager: z.instanceof(UndoManager) });
const Bound = z.object({
  doc: z.instanceof(Doc),
  type: z.instanceof(XmlFragment),
  binding: z.instanceof(ProsemirrorBinding),
});

/** Returns a function that puts removed blocks back in place, whatever is written in between. */
function keepPlaces(view: EditorView, blocks: readonly RemovedBlock[]): () => void {
  const before = Bound.safeParse(ySyncPluginKey.getState(view.state)).data;
  if (!before) return () => undefined;
  const places = blocks.map(({ node, at }) => {
    const { type, binding } = before;
    const place: unknown = absolutePositionToRelativePosition(at, type, binding.mapping);
    return { node, place };
  });
  return () => {
    const now = Bound.safeParse(ySyncPluginKey.getState(view.state)).data;
    if (!now) return;
    const present = new Set(liveBlockIds(view.state.doc));
    for (const { node, place } of places) {
      const { doc, type, binding } = now;
      const at = relativePositionToAbsolutePosition(doc, type, place, binding.mapping);
      if (at !== null && !present.has(liveAttrs(node.attrs).id))
        view.dispatch(view.state.tr.insert(at, node));
    }
  };
}

/**
 * Typing never replaces a selected chip or live block. Removing a live block is one undo step, and
 * is reported.
 */
export function protectAtoms(
  onRemoved: (kinds: readonly LiveKind[], undo: () => void) => void,
): Plugin {
  let shown: EditorView | null = null;
  return new Plugin({
    view: (view) => ((shown = view), {}),
    appendTransaction(transactions, _, after) {
      const own = transactions.filter(
        (one) => one.docChanged && !Shared.safeParse(one.getMeta(ySyncPluginKey)).success,
      );
      const blocks = removedLiveBlocks(own, after.doc);
      if (blocks.length === 0) return null;
      Undo.safeParse(yUndoPluginKey.getState(after)).data?.undoManager.stopCapturing();
      queueMicrotask(() =>
        onRemoved(
          blocks.map(({ node }) => liveAttrs(node.attrs).kind),
          shown ? keepPlaces(shown, blocks) : () => undefined,
        ),
      );
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
