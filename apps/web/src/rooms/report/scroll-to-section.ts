import type { UncitedSentence } from '@debrief/prose/report';
import type { Editor } from '@tiptap/core';
import { TextSelection, type Transaction } from '@tiptap/pm/state';
import type { WritingDesk } from './use-desk.ts';
import { sectionById } from './writing/sections.ts';
import { locateSentence } from './writing/section-notes.ts';

export function scrollToSection({ editor }: Pick<WritingDesk, 'editor'>, sectionId: string): void {
  if (!editor) return;
  const { doc, tr } = editor.state;
  const place = sectionById(doc, sectionId);
  if (!place) return;
  const body =
    place.at +
    1 +
    (place.node.firstChild?.type.name === 'sectionTitle' ? place.node.firstChild.nodeSize : 0);
  if (editor.isEditable)
    goThere(
      editor,
      tr.setSelection(TextSelection.near(doc.resolve(Math.min(body + 1, doc.content.size)))),
    );
  document.getElementById(`section-${sectionId}`)?.scrollIntoView({ block: 'start' });
}

/** After the key event, which the editor would otherwise handle as text input. */
function goThere(editor: Editor, transaction: Transaction, then?: () => void): void {
  setTimeout(() => {
    if (editor.isDestroyed || transaction.before !== editor.state.doc) return;
    editor.view.dispatch(transaction);
    editor.view.focus();
    then?.();
  });
}

/** Selects a sentence, so that `[` cites for it. False if the text has changed. */
export function selectSentence(
  { editor }: Pick<WritingDesk, 'editor'>,
  sentence: UncitedSentence,
  then?: () => void,
): boolean {
  const place = editor ? locateSentence(editor.state.doc, sentence) : null;
  if (!editor || !place) return false;
  const { node } = editor.view.domAtPos(place.from);
  const element = node instanceof Element ? node : node.parentElement;
  element?.scrollIntoView({ block: 'center' });
  goThere(
    editor,
    editor.state.tr.setSelection(TextSelection.create(editor.state.doc, place.from, place.to)),
    then,
  );
  return true;
}
