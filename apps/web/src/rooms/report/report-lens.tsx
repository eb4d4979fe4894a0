import { countText } from '@debrief/rules/numbers';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useActions } from '../../ui/keys.ts';
import { showToast } from '../../ui/toast.tsx';
import { KeptList, NoteList, useKeptNotes, useReadings } from '../lens/parts.ts';
import { selectSentence } from './scroll-to-section.ts';
import type { WritingDesk } from './use-desk.ts';
import { createLensMarks, lensMarksKey, placeMarks } from './writing/lens-marks.ts';
import { listLensTexts } from './writing/lens-texts.ts';
import { useObservable } from './writing/observable-value.ts';

const mostShown = 40;

interface ReportLensProps {
  desk: WritingDesk;
  incident: { ref: string; id: string };
  inView: string | null;
  isNarrow: boolean;
}

/** Questions about the wording of the section in view, and a line under the words in the text. */
export function ReportLens({ desk, incident, inView, isNarrow }: ReportLensProps) {
  const notes = useLensNotes(desk);
  const kept = useKeptNotes(incident.ref, { kind: 'report', id: incident.id });
  const asked = notes.found.filter((one) => !kept.isKept(one));
  const [clicked, setClicked] = useState<{ id: string; inView: string | null } | null>(null);
  useLensMarks(desk, asked, (id) => setClicked({ id, inView }));
  // Reading on closes it; below the text of a narrow screen, another section is always in view.
  const clickedIn = asked.find((one) => one.id === clicked?.id)?.sectionId;
  const isOpen = isNarrow || clicked?.inView === inView || clickedIn === inView;
  const opened = isOpen ? (clicked?.id ?? null) : null;
  const openedSection = asked.find((one) => one.id === opened)?.sectionId;
  const sectionId = openedSection ?? inView;
  const shown = asked.filter((one) => one.sectionId === sectionId);
  const keptHere = notes.found.filter((one) => one.sectionId === sectionId && kept.isKept(one));
  const otherLanguage = notes.notRead.filter((id) => id === sectionId).length;
  const find = (id: string) => notes.found.find((one) => one.id === id);
  const show = (id: string) => {
    const note = find(id);
    if (note && !selectSentence(desk, { ...note, text: note.quoted }))
      showToast({ title: 'The text has changed there', detail: 'The list follows in a moment.' });
  };
  const act = (use: typeof kept.keep) =>
    kept.canKeep
      ? (id: string) => {
          const note = find(id);
          if (note) use(note);
        }
      : undefined;
  const region = useRef<HTMLElement>(null);
  useActions('Report', [
    {
      label: 'Go to the questions about the wording',
      also: 'lens hindsight blame language',
      isDisabled: shown.length === 0,
      run: () => region.current?.querySelector<HTMLElement>('button')?.focus(),
    },
  ]);
  if (shown.length + keptHere.length + otherLanguage === 0) return null;
  return (
    <section ref={region} aria-label="Questions about the wording" className="mt-5">
      <p role="status" className="sr-only">
        {shown.length > 0 && `${countText(shown.length, 'question')} about the wording`}
      </p>
      <h3 className="mb-1.5 text-xs font-semibold">Questions about the wording</h3>
      <NoteList
        notes={shown.slice(0, mostShown)}
        openId={opened}
        onKeep={act(kept.keep)}
        onShow={show}
      />
      {shown.length > mostShown && (
        <p className="mt-1 text-xs text-ink-soft">
          and {countText(shown.length - mostShown, 'more question')}
        </p>
      )}
      <KeptList notes={keptHere} onAskAgain={act(kept.askAgain)} />
      {otherLanguage > 0 && (
        <p className="mt-1 text-xs text-ink-soft">
          The language lens reads English only. It is off for text in other languages here.
        </p>
      )}
    </section>
  );
}

function useLensNotes(desk: WritingDesk) {
  const changes = useObservable(desk.notes);
  const { editor } = desk;
  const now = useMemo(
    // The watcher of sections says when the writer pauses.
    () => (changes.length > 0 && editor ? listLensTexts(editor.state.doc) : []),
    [changes, editor],
  );
  const { texts, readings } = useReadings(now);
  return useMemo(
    () => ({
      found: readings.flatMap((reading, index) => {
        const text = texts[index];
        return text
          ? reading.notes.map((note) => ({
              ...note,
              id: `${text.sectionId} ${text.block} ${note.start} ${note.rule}`,
              sentence: note.key,
              sectionId: text.sectionId,
              block: text.block,
            }))
          : [];
      }),
      notRead: readings.flatMap((reading, index) =>
        reading.isRead ? [] : [texts[index]?.sectionId],
      ),
    }),
    [texts, readings],
  );
}

type Note = ReturnType<typeof useLensNotes>['found'][number];

function useLensMarks(
  { editor }: WritingDesk,
  notes: readonly Note[],
  onOpen: (id: string) => void,
) {
  const open = useEffectEvent(onOpen);
  useEffect(() => {
    if (!editor) return;
    editor.registerPlugin(createLensMarks((id) => open(id)));
    return () => {
      if (!editor.isDestroyed) editor.unregisterPlugin(lensMarksKey);
    };
  }, [editor]);
  const drawn = notes.map((one) => one.id).join(' ');
  const draw = useEffectEvent(() => {
    if (!editor || editor.isDestroyed) return;
    const marks = placeMarks(editor.state.doc, notes);
    editor.view.dispatch(editor.state.tr.setMeta(lensMarksKey, marks));
  });
  useEffect(() => draw(), [editor, drawn]);
}
