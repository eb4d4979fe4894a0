import type { Block } from '@debrief/contract';
import { DOMParser, Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { Plugin, Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { showProblem } from '../../../ui/toast.tsx';
import { pasteProgress } from './paste-progress.ts';

/** From this length on, a paste is inserted piece by piece, so that the page stays responsive. */
const longText = 60_000;
const pieceSize = 32_000;
/** How long one step can work before it yields to the page. */
const turnMs = 60;

const load = () => import('./markdown.ts');

/**
 * Inserts pasted HTML and Markdown as blocks of the grammar, without anything else; a live block
 * gets a new name.
 */
export function pasteAsReport(newId: () => string): Plugin {
  return new Plugin({
    props: {
      // The position of a copy in its own document is irrelevant: a section is never pasted.
      transformPastedHTML: (html) => quiet(html.replace(/\sdata-pm-slice="[^"]*"/g, '')),
      transformPasted: (slice) =>
        new Slice(renewIds(slice.content, newId), slice.openStart, slice.openEnd),
      handleDOMEvents: {
        mousedown: (_, event) => (pasteProgress.get() ? (event.preventDefault(), true) : false),
        beforeinput: (_, event) => (pasteProgress.get() ? (event.preventDefault(), true) : false),
      },
      handleKeyDown: (_, event) => {
        if (!pasteProgress.get()) return false;
        if (event.key === 'Escape') pasteProgress.get()?.stop();
        event.preventDefault();
        return true;
      },
      handlePaste: (view, event) => {
        if (pasteProgress.get()) return true;
        const { parent } = view.state.selection.$from;
        const html = event.clipboardData?.getData('text/html') ?? '';
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (parent.type.name === 'sectionTitle') {
          const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
          view.dispatch(view.state.tr.insertText(line).scrollIntoView());
          return true;
        }
        if (parent.type.spec.code) return false;
        const isLong = Math.max(html.length, text.length) > longText;
        if (html !== '' && !isLong) return false;
        if (html !== '') return (begin(view, splitHtml(html, view.state.schema, newId)), true);
        if (text.length > 4_000_000 || (!isLong && !mayBeMarkdown(text))) return false;
        begin(view, splitText(text, view.state.schema));
        return true;
      },
    },
  });
}

/** Pasted HTML never runs event handlers; removing them also avoids browser warnings. */
function quiet(html: string): string {
  return html.replaceAll(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replaceAll(/\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ''),
  );
}

/** A cheap check, so that most pastes do not load the Markdown parser. */
function mayBeMarkdown(text: string): boolean {
  return /[#*`|[\]>-]|^\d+[.)] /m.test(text);
}

function renewIds(content: Fragment, newId: () => string): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => {
    if (node.type.name === 'section')
      return node.content.forEach((child) => nodes.push(asBlock(child)));
    if (node.type.name === 'live')
      return nodes.push(node.type.create({ ...node.attrs, id: newId() }));
    return nodes.push(
      node.isLeaf || node.isTextblock ? asBlock(node) : node.copy(renewIds(node.content, newId)),
    );
  });
  return Fragment.from(nodes);
}

/** The title of a copied section becomes a heading. */
function asBlock(node: Node): Node {
  return node.type.name === 'sectionTitle'
    ? node.type.schema.node('heading', { level: 3 }, node.content)
    : node;
}

interface Piece {
  blocks: Node[];
  /** How far this piece gets, from 0 to 1. */
  done: number;
}

async function* splitText(text: string, schema: Schema): AsyncGenerator<Piece> {
  const { parseMarkdown, looksLikeMarkdown, splitMarkdown } = await load();
  const isMarkdown = looksLikeMarkdown(text);
  const pieces = splitMarkdown(text.replaceAll(/\r\n?/g, '\n'), pieceSize);
  for (const [index, piece] of pieces.entries()) {
    const blocks = isMarkdown ? parseMarkdown(piece) : plainBlocks(piece);
    yield {
      blocks: blocks.map((block) => schema.nodeFromJSON(block)),
      done: (index + 1) / pieces.length,
    };
  }
}

/** Plain text: an empty line separates paragraphs, a line break stays. */
function plainBlocks(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({
      type: 'paragraph',
      content: part
        .split('\n')
        .flatMap((line, index) => [
          ...(index > 0 ? [{ type: 'hardBreak' as const }] : []),
          ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
        ]),
    }));
}

/** Parsed in a separate document: nothing in it runs or is fetched. */
async function* splitHtml(
  html: string,
  schema: Schema,
  newId: () => string,
): AsyncGenerator<Piece> {
  const page = new globalThis.DOMParser().parseFromString(quiet(html), 'text/html');
  let top: Element = page.body;
  while (
    top.children.length === 1 &&
    top.firstElementChild &&
    /^(DIV|MAIN|ARTICLE|SECTION|BODY)$/.test(top.firstElementChild.tagName)
  )
    top = top.firstElementChild;
  const parser = DOMParser.fromSchema(schema);
  const children = [...top.childNodes];
  let batch = page.createElement('div');
  let length = 0;
  for (const [index, child] of children.entries()) {
    batch.append(child);
    length += child.textContent?.length ?? 0;
    if (length < pieceSize && index < children.length - 1) continue;
    const { content } = parser.parseSlice(batch);
    const blocks: Node[] = [];
    renewIds(content, newId).forEach((node) =>
      blocks.push(node.isInline ? schema.node('paragraph', null, node) : node),
    );
    yield { blocks, done: (index + 1) / children.length };
    batch = page.createElement('div');
    length = 0;
  }
}

function begin(view: EditorView, pieces: AsyncGenerator<Piece>): void {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  const work = async () => {
    let turn = performance.now();
    let isFirst = true;
    for await (const { blocks, done } of pieces) {
      if (isStopped || view.isDestroyed) return;
      put(view, blocks, isFirst);
      isFirst = false;
      if (done < 1) pasteProgress.set({ done, stop });
      if (performance.now() - turn > turnMs) {
        await new Promise((resolve) => setTimeout(resolve));
        turn = performance.now();
      }
    }
  };
  pasteProgress.set({ done: 0, stop });
  work()
    .catch(showProblem)
    .finally(() => {
      pasteProgress.set(null);
      if (!view.isDestroyed) view.dispatch(view.state.tr.scrollIntoView());
    });
}

/**
 * Inserts blocks at the caret. The caret ends up after them, and moves along with concurrent edits.
 */
function put(view: EditorView, blocks: Node[], isFirst: boolean): void {
  if (blocks.length === 0) return;
  const { state } = view;
  const transaction = state.tr;
  if (isFirst) {
    const [only] = blocks;
    const isInline = blocks.length === 1 && only?.type.name === 'paragraph';
    transaction.replaceSelection(
      new Slice(Fragment.from(blocks), isInline ? 1 : 0, isInline ? 1 : 0),
    );
  } else {
    const { $to } = transaction.selection;
    const at = $to.depth > 1 ? $to.after(2) : $to.pos;
    transaction.insert(at, blocks);
    const end = at + blocks.reduce((sum, node) => sum + node.nodeSize, 0);
    transaction.setSelection(Selection.near(transaction.doc.resolve(end), -1));
  }
  view.dispatch(
    transaction.setMeta('paste', true).setMeta('preventAutolink', true).setMeta('uiEvent', 'paste'),
  );
}
