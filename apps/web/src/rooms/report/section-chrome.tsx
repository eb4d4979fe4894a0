import { SectionKind, sectionWords } from '@debrief/contract';
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { Ellipsis } from 'lucide-react';
import { createPortal } from 'react-dom';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast.tsx';
import { CommentButton } from '../comment/index.ts';
import { moveSection } from './writing/move-section.ts';
import { markRemoved, sectionById } from './writing/sections.ts';
import type { SectionHandle } from './writing/section-view.ts';
import { useObservable } from './writing/observable-value.ts';
import type { Collaborator } from './use-collaborators.ts';
import type { WritingDesk } from './use-desk.ts';

export function sectionName(section: { title: string; kind: SectionKind }): string {
  return section.title.trim() || sectionWords[section.kind].name;
}

export function setRemoved(
  { editor, connection }: Pick<WritingDesk, 'editor' | 'connection'>,
  section: SectionHandle,
  isRemoved: boolean,
): void {
  if (!editor) return;
  if (isRemoved) connection?.provider.setAwarenessField('removing', section.id);
  markRemoved(section.id, isRemoved)(editor.state, editor.view.dispatch);
  if (!isRemoved) return;
  leave(editor, section.id);
  showToast({
    title: `“${sectionName(section)}” is removed`,
    detail: 'Its text is kept at the end.',
    undo: () => setRemoved({ editor, connection }, section, false),
  });
}

/** Moves the caret to an active section, so that the removed one folds. */
function leave(editor: Editor, id: string): void {
  const { doc, tr } = editor.state;
  const place = sectionById(doc, id);
  if (
    !place ||
    editor.state.selection.from < place.at ||
    editor.state.selection.from > place.at + place.node.nodeSize
  )
    return;
  let best: number | null = null;
  doc.forEach((node, at, index) => {
    if (node.attrs['isRemoved'] === true || node.attrs['id'] === id) return;
    if (best === null || index <= place.index + 1) best = at + 2;
  });
  if (best !== null) editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(best))));
}

interface SectionChromeProps {
  desk: WritingDesk;
  others: readonly Collaborator[];
  removers: ReadonlyMap<string, string>;
  canWrite: boolean;
  onAdd: (afterId: string) => void;
}

/** Each section's menu and notes, in the two places that are not editable. */
export function SectionChrome({ desk, others, removers, canWrite, onAdd }: SectionChromeProps) {
  const sections = useObservable(desk.sections);
  const { editor, connection } = desk;
  const move = (section: SectionHandle, by: -1 | 1) => {
    if (!editor || !connection) return;
    const moved = moveSection(
      connection.doc,
      section.id,
      by,
      new Set(others.flatMap((one) => one.sectionId ?? [])),
    );
    if (moved === 'written-in') {
      const who = others.filter((one) => one.sectionId === section.id).map((one) => one.name);
      showToast({
        title: `${who.join(' and ') || 'Someone'} is writing there`,
        detail: 'Wait until they finish, then move the section.',
      });
    } else if (moved)
      requestAnimationFrame(() =>
        document.getElementById(`section-${section.id}`)?.scrollIntoView({ block: 'nearest' }),
      );
  };
  return sections.map((section) => (
    <SectionParts
      key={section.id}
      {...{ desk, section, canWrite, onAdd, move, remover: removers.get(section.id) ?? null }}
    />
  ));
}

interface PartsProps {
  desk: WritingDesk;
  section: SectionHandle;
  canWrite: boolean;
  remover: string | null;
  onAdd: (afterId: string) => void;
  move: (section: SectionHandle, by: -1 | 1) => void;
}

function SectionParts({ desk, section, canWrite, remover, onAdd, move }: PartsProps) {
  const name = sectionName(section);
  const menu = canWrite && !section.isRemoved && (
    <Menu
      align="end"
      trigger={
        <IconButton
          small
          tabIndex={-1}
          label={`More for “${name}”`}
          icon={<Ellipsis size={14} />}
        />
      }
      groups={[
        [
          { label: 'Add a section below…', run: () => onAdd(section.id) },
          { label: 'Move up', run: () => move(section, -1) },
          { label: 'Move down', run: () => move(section, 1) },
        ],
        [
          {
            label: 'Remove',
            hint: 'Readers do not see it; its text is kept',
            isDanger: true,
            run: () => setRemoved(desk, section, true),
          },
        ],
      ]}
    />
  );
  const note = section.isRemoved ? (
    <p className="report-removed">
      <span>
        <strong>{name}</strong> · {remover === null ? 'Removed' : `${remover} removed this section`}
        . Readers do not see it; its text is kept.
      </span>
      {canWrite && (
        <Button small onClick={() => setRemoved(desk, section, false)}>
          Restore<span className="sr-only">: {name}</span>
        </Button>
      )}
    </p>
  ) : (
    <p className="report-left-out">Readers don't see empty sections</p>
  );
  return (
    <>
      {createPortal(
        <>
          {!section.isRemoved && (
            <CommentButton target={{ kind: 'section', id: section.id }} title={name} isAlways />
          )}
          {menu}
        </>,
        section.head,
      )}
      {createPortal(note, section.note)}
    </>
  );
}
