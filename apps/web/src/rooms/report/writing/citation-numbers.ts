import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { citeAttrs, sectionAttrs } from '../schema/nodes.ts';

/** What shares a number: the same event cited twice has the same key. */
export function citeKey({ target, targetId }: { target: string; targetId: string }): string {
  return `${target}:${targetId}`;
}

/**
 * What each node cites, in order. Nodes are immutable, so a keystroke only checks the paragraph
 * that it changed.
 */
const known = new WeakMap<Node, readonly string[]>();

function citedIn(node: Node): readonly string[] {
  if (node.type.name === 'cite') return [citeKey(citeAttrs(node.attrs))];
  if (node.isLeaf) return [];
  const before = known.get(node);
  if (before) return before;
  const cited: string[] = [];
  node.forEach((child) => {
    if (!child.isText) cited.push(...citedIn(child));
  });
  known.set(node, cited);
  return cited;
}

/** The numbers of a report's citations, by order of first appearance, without removed sections. */
export function numberCitations(doc: Node): Map<string, number> {
  const numbers = new Map<string, number>();
  doc.forEach((section) => {
    if (sectionAttrs(section.attrs).isRemoved) return;
    for (const key of citedIn(section)) if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
  });
  return numbers;
}

const pluginKey = new PluginKey<ReadonlyMap<string, number>>('report-numbers');

export function readNumbers(state: EditorState): ReadonlyMap<string, number> {
  return pluginKey.getState(state) ?? new Map();
}

/** Keeps the numbers with the document; returns the same map while no number has changed. */
export function createNumberingPlugin(
  onChange: (numbers: ReadonlyMap<string, number>) => void,
): Plugin<ReadonlyMap<string, number>> {
  return new Plugin<ReadonlyMap<string, number>>({
    key: pluginKey,
    state: {
      init: (_, { doc }) => numberCitations(doc),
      apply: (transaction, before) => {
        if (!transaction.docChanged) return before;
        const after = numberCitations(transaction.doc);
        return isSame(before, after) ? before : after;
      },
    },
    view: (view) => {
      onChange(readNumbers(view.state));
      return {
        update: ({ state }, previous) =>
          readNumbers(state) !== readNumbers(previous) && onChange(readNumbers(state)),
      };
    },
  });
}

function isSame(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  if (one.size !== other.size) return false;
  for (const [key, number] of one) if (other.get(key) !== number) return false;
  return true;
}
