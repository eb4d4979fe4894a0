import {
  Plugin,
  PluginKey,
  TextSelection,
  type EditorState,
  type Transaction,
} from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/** What is being looked for while typing: `[` for something to cite, `/` for a block to insert. */
export interface FinderRequest {
  sign: '[' | '/';
  /** The position of the sign; without a sign, a key or a button opened the finder. */
  from: number;
  to: number;
  hasSign: boolean;
  query: string;
}

const pluginKey = new PluginKey<FinderRequest | null>('report-asked');
type Meta = { open: FinderRequest } | { close: true };

/** Only this file sets it. */
function readMeta(transaction: Transaction): Meta | undefined {
  return transaction.getMeta(pluginKey) as Meta | undefined;
}

export function readFinderRequest(state: EditorState): FinderRequest | null {
  return pluginKey.getState(state) ?? null;
}

/** Opens the finder at the caret. Selected words stay: the citation comes after them. */
export function openFinder(view: EditorView, sign: FinderRequest['sign']): void {
  const { to } = view.state.selection;
  const transaction = view.state.tr.setSelection(
    TextSelection.near(view.state.doc.resolve(to), -1),
  );
  const open: FinderRequest = {
    sign,
    from: transaction.selection.to,
    to: transaction.selection.to,
    hasSign: false,
    query: '',
  };
  view.dispatch(transaction.setMeta(pluginKey, { open } satisfies Meta).scrollIntoView());
  view.focus();
}

export function closeFinder(view: EditorView): void {
  if (readFinderRequest(view.state))
    view.dispatch(view.state.tr.setMeta(pluginKey, { close: true } satisfies Meta));
}

/** Replaces the sign and the query with the selected item. */
export function insertChoice(
  view: EditorView,
  asked: FinderRequest,
  content: { type: string; attrs: Record<string, unknown> },
): void {
  const { state } = view;
  const node = state.schema.node(content.type, content.attrs);
  const transaction = state.tr.delete(asked.from, asked.to);
  if (node.isInline) {
    transaction
      .insert(asked.from, node)
      .setSelection(TextSelection.create(transaction.doc, asked.from + node.nodeSize));
  } else {
    const $at = transaction.doc.resolve(asked.from);
    const isEmptyLine =
      $at.parent.isTextblock &&
      $at.parent.content.size === 0 &&
      $at.parent.type.name === 'paragraph';
    const [from, to] = isEmptyLine ? [$at.before(), $at.after()] : [$at.after(), $at.after()];
    const after = transaction.doc.resolve(to).nodeAfter;
    transaction.replaceWith(from, to, after ? node : [node, state.schema.node('paragraph')]);
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(from + node.nodeSize)));
  }
  view.dispatch(transaction.setMeta(pluginKey, { close: true } satisfies Meta).scrollIntoView());
  view.focus();
}

/**
 * Whether a sign typed here opens the finder: never in code, and `/` only at the start of a line.
 */
function opensAt(state: EditorState, sign: string): sign is FinderRequest['sign'] {
  const { $from } = state.selection;
  const { parent } = $from;
  if (parent.type.spec.code || !parent.isTextblock || parent.type.name === 'sectionTitle')
    return false;
  if (
    state.storedMarks?.some((mark) => mark.type.name === 'code') ||
    $from.marks().some((mark) => mark.type.name === 'code')
  )
    return false;
  return (
    sign === '[' || (sign === '/' && $from.parentOffset === 0 && parent.type.name === 'paragraph')
  );
}

/** After this many characters, someone is writing, not looking for something. */
const longestQuery = 60;

interface Listener {
  onAsked: (asked: FinderRequest | null, view: EditorView) => void;
  /** The finder's own keys while it is open; true if it handled one. */
  onKey: (event: KeyboardEvent) => boolean;
}

/**
 * Follows what is typed after a sign. Esc, a bracket, leaving the words or continuing to write ends
 * it, and the sign stays as typed.
 */
export function createTriggerPlugin(listener: Listener): Plugin<FinderRequest | null> {
  return new Plugin<FinderRequest | null>({
    key: pluginKey,
    state: {
      init: () => null,
      apply: (transaction, before, _, state) => {
        const meta = readMeta(transaction);
        if (meta) return 'open' in meta ? meta.open : null;
        if (!before) return null;
        const from = transaction.mapping.map(before.from, -1);
        const { empty, head } = state.selection;
        if (!empty || head < from || head > state.doc.content.size) return null;
        const $head = state.doc.resolve(head);
        if (from < $head.start()) return null;
        const typed = state.doc.textBetween(from, head, '\n', '\uFFFC');
        if (before.hasSign && !typed.startsWith(before.sign)) return null;
        const query = before.hasSign ? typed.slice(1) : typed;
        if (query.length > longestQuery || /[\n\]\uFFFC]|\s\s|^\s/.test(query)) return null;
        return { ...before, from, to: head, query };
      },
    },
    props: {
      handleTextInput: (view, from, to, text) => {
        if ((text !== '[' && text !== '/') || !opensAt(view.state, text)) return false;
        if (from !== to && text === '[') return (openFinder(view, '['), true);
        const open: FinderRequest = { sign: text, from, to: from + 1, hasSign: true, query: '' };
        const transaction = view.state.tr.insertText(text, from, to);
        // The browser can have typed it at a caret position that the editor did not know yet.
        transaction.setSelection(TextSelection.create(transaction.doc, from + 1));
        view.dispatch(transaction.setMeta(pluginKey, { open } satisfies Meta).scrollIntoView());
        return true;
      },
      handleKeyDown: (view, event) => {
        if (!readFinderRequest(view.state) || event.isComposing) return false;
        if (event.key === 'Escape') return (closeFinder(view), event.preventDefault(), true);
        return listener.onKey(event);
      },
    },
    view: (view) => {
      listener.onAsked(readFinderRequest(view.state), view);
      return {
        update: (next, previous) => {
          const asked = readFinderRequest(next.state);
          if (asked !== readFinderRequest(previous)) listener.onAsked(asked, next);
        },
      };
    },
  });
}
