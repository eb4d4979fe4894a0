import type { CheckedClaim } from '@debrief/contract';
import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { locateSentence } from './writing/section-notes.ts';

/** Whether a report can cite the nearest evidence of a claim. */
export function isCitable({ nearest, place }: CheckedClaim): boolean {
  return place !== null && nearest !== null && nearest.target !== 'milestone';
}

/** Text before a claim can have become this much longer or shorter since the check. */
const farthest = 60;

/** The claim with its current place in its block; null if its words are no longer there. */
export function findClaim(doc: Node, { place, text }: CheckedClaim) {
  if (place === null) return null;
  for (let by = 0; by <= farthest; by += 1)
    for (const shift of by === 0 ? [0] : [by, -by]) {
      const moved = { ...place, start: place.start + shift, end: place.end + shift, text };
      const range = moved.start < 0 ? null : locateSentence(doc, moved);
      if (range && readText(doc, range) === text) return { sentence: moved, range };
    }
  return null;
}

/** As the server reads it: a citation is a space. */
function readText(doc: Node, { from, to }: { from: number; to: number }): string {
  return to > doc.content.size
    ? ''
    : doc.textBetween(from, to, '\n', (leaf) => (leaf.type.name === 'hardBreak' ? '\n' : ' '));
}

/** Adds a citation of the nearest evidence after the words of a claim. False if the text has changed. */
export function citeNearest(editor: Editor, claim: CheckedClaim): boolean {
  const { nearest } = claim;
  const found = findClaim(editor.state.doc, claim);
  if (nearest === null || found === null) return false;
  const isEvidence = nearest.target === 'evidence';
  const node = editor.state.schema.node('cite', {
    target: nearest.target,
    targetId: nearest.id,
    quoteStart: isEvidence ? nearest.quoteStart : null,
    quoteEnd: isEvidence ? nearest.quoteEnd : null,
  });
  editor.view.dispatch(editor.state.tr.insert(found.range.to, node).scrollIntoView());
  return true;
}
