import { interviewLineKinds, type InterviewLineKind } from '@debrief/contract';
import type { KeyboardEvent } from 'react';
import { useDraft } from '../../data/draft.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import type { PendingLine } from './pending-lines.ts';
import { lineKindWords } from './words.ts';

interface LineEntryProps {
  /** Where the unfinished line is kept. */
  place: string;
  onAdd: (line: Omit<PendingLine, 'id'>) => void;
}

/**
 * Where notes are typed: Enter adds a line, Alt with a digit selects what it is. The kind goes back
 * to a note after each line, so that nothing becomes a quote by accident.
 */
export function LineEntry({ place, onAdd }: LineEntryProps) {
  const [{ kind, text }, setLine, forget] = useDraft<Omit<PendingLine, 'id'>>(place, {
    kind: 'note',
    text: '',
  });
  const add = () => {
    if (text.trim() === '') return;
    onAdd({ kind, text: text.trim() });
    forget();
  };
  const type = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const picked = event.altKey
      ? interviewLineKinds[Number(/^Digit([1-3])$/.exec(event.code)?.[1] ?? 0) - 1]
      : undefined;
    if (picked) {
      event.preventDefault();
      setLine({ kind: picked, text });
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      add();
    }
  };
  return (
    <form
      className="no-print bottom-0 bg-paper py-3 lg:sticky"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <KindChoice kind={kind} onChoose={(next) => setLine({ kind: next, text })} />
      <TextArea
        label="New line"
        hideLabel
        rows={2}
        maxLength={20_000}
        value={text}
        placeholder="What they say, in their words"
        hint="Enter adds the line, Shift+Enter starts a new one in it. Alt+1, Alt+2 and Alt+3 select the kind."
        onKeyDown={type}
        onChange={(event) => setLine({ kind, text: event.target.value })}
      />
      <div className="mt-2">
        <Button type="submit" look="primary">
          Add
        </Button>
      </div>
    </form>
  );
}

function KindChoice({
  kind,
  onChoose,
}: {
  kind: InterviewLineKind;
  onChoose: (kind: InterviewLineKind) => void;
}) {
  return (
    <fieldset className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <legend className="sr-only">Kind of the line</legend>
      {interviewLineKinds.map((one) => (
        <label
          key={one}
          className="flex min-h-6 cursor-pointer items-center gap-1.5 pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name="kind"
            className="accent-accent"
            checked={one === kind}
            onChange={() => onChoose(one)}
          />
          {lineKindWords[one]}
        </label>
      ))}
    </fieldset>
  );
}
