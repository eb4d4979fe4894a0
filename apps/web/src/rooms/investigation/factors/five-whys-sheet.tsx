import type { Factor } from '@debrief/contract';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Field, Select } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import type { FindingPlace } from '../finding-place.ts';
import { WhyDetails } from './why-details.tsx';
import { EditorForm } from '../../../ui/editor-form.tsx';
import { useSend } from '../../../ui/use-send.ts';

/** Text typed for five whys, and (once sent) the path that it became. */
interface FiveWhysDraft {
  outcome: string;
  /** An existing factor, instead of an outcome. */
  outcomeId: string;
  whys: string[];
  /** From the outcome back; empty until it is sent. */
  path: string[];
  /** The current step of the path. */
  at: number;
}
const blankFiveWhys: FiveWhysDraft = { outcome: '', outcomeId: '', whys: [''], path: [], at: 0 };

interface FiveWhysSheetProps {
  place: FindingPlace;
  factors: readonly Factor[];
  from: string | undefined;
  onClose: (id: string | null) => void;
}

export function FiveWhysSheet({ place, factors, from, onClose }: FiveWhysSheetProps) {
  const { incident, investigation } = place;
  const [draft, keep, forget] = useDraft<FiveWhysDraft>(`${incident.ref}.why`, {
    ...blankFiveWhys,
    outcomeId: from ?? '',
  });
  const { send, error, isBusy } = useSend();
  const form = useRef<HTMLFormElement>(null);
  const [focus, setFocus] = useState(-1);
  useEffect(
    () =>
      form.current
        ?.querySelector<HTMLInputElement>(focus < 0 ? 'input' : `[data-why="${focus}"] input`)
        ?.focus(),
    [focus, draft.whys.length],
  );
  const put = (fields: Partial<FiveWhysDraft>) => keep({ ...draft, ...fields });
  if (draft.path.length > 1) {
    return (
      <WhyDetails
        key={draft.at}
        place={place}
        path={draft.path}
        at={draft.at}
        onAt={(at) =>
          at < draft.path.length - 1 ? put({ at }) : (forget(), onClose(draft.path[0] ?? null))
        }
      />
    );
  }
  const whys = draft.whys.map((why) => why.trim()).filter((why) => why !== '');
  const isBegun = draft.outcomeId !== '' || draft.outcome.trim() !== '';
  const save = () => {
    if (!isBegun || whys.length === 0) return;
    const outcome = draft.outcome.trim();
    send(async () => {
      const start = draft.outcomeId === '' ? { outcome } : { outcomeId: draft.outcomeId };
      const path = await investigation.fiveWhys(start, whys);
      if (path) return put({ path, at: 0 });
      forget();
      onClose(null);
    });
  };
  const press = (event: KeyboardEvent, index: number) => {
    const isEmpty = draft.whys[index] === '';
    if (event.metaKey || event.ctrlKey) return;
    if (event.key === 'Enter') {
      if (!isEmpty) put({ whys: draft.whys.toSpliced(index + 1, 0, '') });
      setFocus(isEmpty ? index : index + 1);
    } else if (event.key === 'Backspace' && isEmpty && draft.whys.length > 1) {
      put({ whys: draft.whys.toSpliced(index, 1) });
      setFocus(Math.max(0, index - 1));
    } else return;
    event.preventDefault();
  };
  const choices = [
    { value: '', label: 'Something new' },
    ...factors.map((factor) => ({ value: factor.id, label: factor.statement.slice(0, 80) })),
  ];
  return (
    <EditorForm ref={form} label="Five whys" onSave={save} onEscape={() => onClose(null)}>
      <ProblemNote error={error} />
      {factors.length > 0 && (
        <Select
          label="Start with"
          value={draft.outcomeId}
          choices={choices}
          onChoose={(outcomeId) => put({ outcomeId })}
        />
      )}
      {draft.outcomeId === '' && (
        <Field
          label="What happened"
          value={draft.outcome}
          maxLength={2000}
          autoComplete="off"
          placeholder="Search showed no results from the last two days"
          onChange={(event) => put({ outcome: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            setFocus(0);
            form.current?.querySelector<HTMLInputElement>('[data-why="0"] input')?.focus();
          }}
        />
      )}
      <ol className="space-y-2 border-l-2 border-line pl-3">
        {draft.whys.map((why, index) => (
          <li key={index} data-why={index}>
            <Field
              label={index === 0 ? 'Why?' : `And why ${index === 1 ? 'that' : `(${index + 1})`}?`}
              value={why}
              maxLength={2000}
              autoComplete="off"
              placeholder={examples[index] ?? ''}
              onChange={(event) => put({ whys: draft.whys.with(index, event.target.value) })}
              onKeyDown={(event) => press(event, index)}
            />
          </li>
        ))}
      </ol>
      <p className="text-xs text-ink-soft">
        Enter: the next why. No why is the one cause; afterwards each is asked what else had to be
        true.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="primary"
          keys="mod+enter"
          isBusy={isBusy}
          disabled={!isBegun || whys.length === 0}
        >
          Make it a path
        </Button>
        <Button onClick={() => (forget(), onClose(null))}>Discard</Button>
      </div>
    </EditorForm>
  );
}

const examples = [
  'The alias pointed at last week’s index',
  'A script moved it when its check failed',
  'The new index had another name',
];
