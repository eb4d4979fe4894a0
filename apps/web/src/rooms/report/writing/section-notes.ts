import type { SectionKind } from '@debrief/contract';
import { findUncitedSentences, type UncitedSentence } from '@debrief/prose/report';
import { Fragment, type Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { toSection } from '../schema/document.ts';
import { sectionAttrs } from '../schema/nodes.ts';
import { pasteProgress } from './paste-progress.ts';

export interface SectionNote {
  id: string;
  kind: SectionKind;
  title: string;
  isRemoved: boolean;
  isEmpty: boolean;
  uncited: readonly UncitedSentence[];
}

const known = new WeakMap<Node, readonly UncitedSentence[]>();
const restMs = 250;

export function isEmptySection(section: Node): boolean {
  let isEmptySection = true;
  section.descendants((node) => {
    if (node.type.name === 'sectionTitle') return false;
    if (
      node.type.name === 'live' ||
      node.type.name === 'cite' ||
      node.type.name === 'horizontalRule' ||
      (node.isText && node.text?.trim())
    )
      isEmptySection = false;
    return isEmptySection;
  });
  return isEmptySection;
}

/** The notes of all sections; sentences are checked again only where the text changed. */
export function sectionNotes(doc: Node): SectionNote[] {
  const notes: SectionNote[] = [];
  doc.forEach((node) => {
    const attrs = sectionAttrs(node.attrs);
    const uncited = known.get(node) ?? uncitedIn(node);
    known.set(node, uncited);
    notes.push({ ...attrs, title: readSectionTitle(node), isEmpty: isEmptySection(node), uncited });
  });
  return notes;
}

/** Once per block, however often its section changes around it. */
function uncitedIn(section: Node): readonly UncitedSentence[] {
  const found: UncitedSentence[] = [];
  let before = 0;
  section.forEach((block) => {
    if (block.type.name === 'sectionTitle') return;
    const inBlock = getCachedSentences(section, block);
    for (const one of inBlock.found)
      found.push({ ...one, block: before + one.block, sectionId: String(section.attrs['id']) });
    before += inBlock.leaves;
  });
  return found;
}

const knownBlocks = new WeakMap<
  Node,
  { kind: unknown; leaves: number; found: readonly UncitedSentence[] }
>();

function getCachedSentences(
  section: Node,
  block: Node,
): { leaves: number; found: readonly UncitedSentence[] } {
  const kind: unknown = section.attrs['kind'];
  const there = knownBlocks.get(block);
  if (there && there.kind === kind) return there;
  let leaves = block.isTextblock ? 1 : 0;
  block.descendants((node) => void (leaves += node.isTextblock ? 1 : 0));
  const title = section.type.schema.nodes['sectionTitle'];
  const alone = title ? toSection(section.copy(Fragment.fromArray([title.create(), block]))) : null;
  const made = {
    kind,
    leaves,
    found: alone ? findUncitedSentences({ type: 'doc', content: [alone] }) : [],
  };
  knownBlocks.set(block, made);
  return made;
}

export function readSectionTitle(section: Node): string {
  return section.firstChild?.type.name === 'sectionTitle' ? section.firstChild.textContent : '';
}

/** The position of a sentence, for selecting it; null if the text has changed. */
export function locateSentence(
  doc: Node,
  sentence: UncitedSentence,
): { from: number; to: number } | null {
  let place: { from: number; to: number } | null = null;
  doc.forEach((section, offset) => {
    if (section.attrs['id'] !== sentence.sectionId || place) return;
    let block = 0;
    section.descendants((node, at) => {
      if (node.type.name === 'sectionTitle') return false;
      if (!node.isTextblock) return true;
      if (block === sentence.block && sentence.end <= node.content.size) {
        const start = offset + 1 + at + 1;
        place = { from: start + sentence.start, to: start + sentence.end };
      }
      block += 1;
      return false;
    });
  });
  return place;
}

/** Checks the text while the writer pauses, never between two keystrokes. */
export function createSectionWatcher(onNotes: (notes: SectionNote[]) => void): Plugin {
  return new Plugin({
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let idle = 0;
      const stop = () => {
        clearTimeout(timer);
        if (idle !== 0) cancelIdleCallback(idle);
      };
      const look = () => {
        // A long paste is checked once, when it is complete.
        if (pasteProgress.get()) return void (timer = setTimeout(look, restMs));
        idle = requestIdleCallback(() => onNotes(sectionNotes(view.state.doc)), { timeout: 2_000 });
      };
      timer = setTimeout(look, 0);
      return {
        update: ({ state }, previous) => {
          if (state.doc === previous.doc) return;
          stop();
          timer = setTimeout(look, restMs);
        },
        destroy: stop,
      };
    },
  });
}
