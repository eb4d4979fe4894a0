import type { UncitedSentence } from '@debrief/craft/report';
import { TextSelection } from '@tiptap/pm/state';
import type { WritingDesk } from './use-desk.ts';
import { sectionById } from './writing/sections.ts';
import { placeOf } from './writing/uncited.ts';

/** Brings a section into sight, and the caret to where one writes in it. */
export function goTo({ editor }: Pick<WritingDesk, 'editor'>, sectionId: string): void {
  if (!editor) return;
  const { doc, tr } = editor.state;
  const place = sectionById(doc, sectionId);
  if (!place) return;
  const body = place.at + 1 + (place.node.firstChild?.type.name === 'sectionTitle' ? place.node.firstChild.nodeSize : 0);
  if (editor.isEditable) {
    editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(Math.min(body + 1, doc.content.size)))));
    editor.view.focus();
  }
  document.getElementById(`section-${sectionId}`)?.scrollIntoView({ block: 'start' });
}

/** Chooses a sentence, so that `[` cites for it. False where the text has changed under it. */
export function choose({ editor }: Pick<WritingDesk, 'editor'>, sentence: UncitedSentence): boolean {
  const place = editor ? placeOf(editor.state.doc, sentence) : null;
  if (!editor || !place) return false;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, place.from, place.to)));
  const { node } = editor.view.domAtPos(place.from);
  const element = node instanceof Element ? node : node.parentElement;
  element?.scrollIntoView({ block: 'center' });
  editor.view.focus();
  return true;
}
