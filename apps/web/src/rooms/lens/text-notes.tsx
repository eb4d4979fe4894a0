import type { LensPlace } from '@debrief/prose/lens';
import { countText } from '@debrief/rules/numbers';
import { KeptList } from './kept-list.tsx';
import { NoteList } from './note-list.tsx';
import { useKeptNotes, type LensTarget } from './use-kept-notes.ts';
import { useReadings } from './use-readings.ts';

interface TextNotesProps {
  incident: string;
  /** Null while it is not saved: its notes cannot be kept yet. */
  target: LensTarget | null;
  place: LensPlace;
  texts: readonly string[];
}

/** Questions about the fields of a form while someone writes them. */
export function TextNotes({ incident, target, place, texts }: TextNotesProps) {
  const { readings } = useReadings(texts.map((text) => ({ text, place })));
  const kept = useKeptNotes(incident, target);
  const notes = readings.flatMap((reading, field) =>
    reading.notes.map((note) => ({
      ...note,
      id: `${field} ${note.rule} ${note.key}`,
      sentence: note.key,
    })),
  );
  const act = (use: typeof kept.keep) =>
    kept.canKeep
      ? (id: string) => {
          const note = notes.find((one) => one.id === id);
          if (note) use({ rule: note.rule, sentence: note.sentence });
        }
      : undefined;
  const asked = notes.filter((one) => !kept.isKept(one));
  const isOff = readings.some((reading) => !reading.isRead);
  return (
    <section aria-label="Questions about the wording">
      {/* Only their number is announced while someone types. */}
      <p role="status" className="sr-only">
        {asked.length > 0 && `${countText(asked.length, 'question')} about the wording`}
      </p>
      <NoteList notes={asked} onKeep={act(kept.keep)} />
      <KeptList notes={notes.filter(kept.isKept)} onAskAgain={act(kept.askAgain)} />
      {isOff && (
        <p className="text-xs text-ink-soft">
          The language lens reads English only. It is off for this text.
        </p>
      )}
    </section>
  );
}
