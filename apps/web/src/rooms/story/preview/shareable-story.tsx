import type {
  ShareableStory,
  ReplacementDecision,
  StoryForm,
  StoryReplacement,
} from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { copyText } from '../copy-text.ts';
import { decideAll, toKey, type ReplacementTarget } from './replacement-decisions.ts';
import { CustomReplacement } from './custom-replacement.tsx';
import { ShareableText } from './shareable-text.tsx';
import { ReplacementGroup } from './replacement-group.tsx';
import { ReplacementRow } from './replacement-row.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

interface Props {
  id: string;
  form: StoryForm;
}

/** In the order in which their kinds first occur, grouped by kind. */
function byKind(
  all: readonly StoryReplacement[],
): { kind: string; replacements: StoryReplacement[] }[] {
  const kinds = [...new Set(all.map((one) => one.kind))];
  return kinds.map((kind) => ({ kind, replacements: all.filter((one) => one.kind === kind) }));
}

export function ShareablePreview({ id, form }: Props) {
  const shareable = useQuery(storyQueries.shareableStory(id, form));
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [writing, setWriting] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = byKind(shareable.data?.replacements ?? []);
  const all = groups.flatMap((group) => group.replacements);
  const at = Math.max(
    0,
    chosen === null
      ? all.findIndex((one) => one.decision === 'undecided')
      : all.findIndex((one) => toKey(one) === chosen),
  );
  const current = all[at];
  const text = shareable.data?.text ?? null;

  const standOn = (one: StoryReplacement | undefined) => {
    if (!one) return;
    setChosen(toKey(one));
    requestAnimationFrame(() =>
      list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }),
    );
  };
  /** Decides and moves to the next open one, so that one key decides one after the other. */
  const decide = (
    which: readonly StoryReplacement[],
    decision: ReplacementDecision,
    replacement?: string,
  ) => {
    const [first] = which;
    if (!first) return;
    setWriting(null);
    const [from, done] = [all.indexOf(first), new Set(which)];
    const open = [...all.slice(from + 1), ...all.slice(0, from)].find(
      (one) => one.decision === 'undecided' && !done.has(one),
    );
    standOn(decision === 'undecided' ? first : (open ?? first));
    void decideAll({ id, form }, which, decision, replacement);
  };
  const filterUndecided = (kind: string | undefined) =>
    all.filter((one) => one.kind === kind && one.decision === 'undecided');
  const one = current ? [current] : [];
  const isDisabled = !current;
  const group = 'Shareable';
  useListCursor({
    group,
    row: 'replacement',
    rows: () => all,
    isCurrent: (each) => each === current,
    goTo: standOn,
  });
  useActions(group, [
    { label: 'Replace', keys: 'r', isDisabled, run: () => decide(one, 'replace') },
    {
      label: 'Replace all like this',
      keys: 't',
      isDisabled,
      run: () => decide(filterUndecided(current?.kind), 'replace'),
    },
    { label: 'Keep as is', keys: 'l', isDisabled, run: () => decide(one, 'keep') },
    {
      label: 'Use my own words',
      keys: 'shift+w',
      isDisabled,
      run: () => setWriting(current ? toKey(current) : null),
    },
    { label: 'Undo the decision', keys: 'u', isDisabled, run: () => decide(one, 'undecided') },
    { label: 'Add words to replace, such as a customer', keys: 'n', run: () => setAdding(true) },
    {
      label: 'Copy the shareable text',
      keys: 'y',
      isDisabled: text === null,
      run: () => void copyText(text ?? ''),
    },
  ]);
  if (!shareable.data) return <QueryState of={shareable} />;
  return (
    <div className="mt-5 grid gap-x-10 gap-y-6 lg:grid-cols-2 xl:grid-cols-[minmax(20rem,1fr)_minmax(0,65ch)]">
      <section aria-labelledby="replacements" className="no-print">
        <h2 id="replacements" className="font-semibold">
          Details that could identify people, companies or amounts
        </h2>
        <Progress shareable={shareable.data} />
        <div ref={list} role="group" aria-label="Replacements">
          {groups.map(({ kind, replacements }) => (
            <ReplacementGroup
              key={kind}
              kind={kind}
              replacements={replacements}
              isCurrent={current?.kind === kind}
              onReplaceAll={() => decide(filterUndecided(kind), 'replace')}
            >
              {replacements.map((one) => (
                <ReplacementRow
                  key={toKey(one)}
                  replacement={one}
                  isCurrent={one === current}
                  isWriting={writing === toKey(one)}
                  onStand={() => setChosen(toKey(one))}
                  onDecide={(decision, words) => decide([one], decision, words)}
                  onWrite={(isOpen) => setWriting(isOpen ? toKey(one) : null)}
                />
              ))}
            </ReplacementGroup>
          ))}
        </div>
        {isAdding ? (
          <CustomReplacement
            onClose={() => setAdding(false)}
            onAdd={(words) => {
              setAdding(false);
              const added: ReplacementTarget = { kind: 'customer', text: words };
              void decideAll({ id, form }, [added], 'replace');
            }}
          />
        ) : (
          <Button small look="quiet" className="mt-3" keys="n" onClick={() => setAdding(true)}>
            Add other words
          </Button>
        )}
      </section>
      <ShareableText id={id} form={form} shareable={shareable.data} />
    </div>
  );
}

function Progress({ shareable: { replacements, undecided } }: { shareable: ShareableStory }) {
  if (replacements.length === 0)
    return (
      <p className="mt-0.5 text-sm text-ink-soft">
        Nothing found in this format. Read the text once more before you share it.
      </p>
    );
  const done = replacements.length - undecided;
  return (
    <div className="mt-1">
      <p aria-live="polite" className="tabular text-sm">
        {undecided === 0
          ? `All ${replacements.length} decided. They apply to every format of this story.`
          : `${done} of ${replacements.length} decided`}
      </p>
      <div className="mt-1.5">
        <ProgressBar value={done / replacements.length} label="Decided" />
      </div>
      {undecided > 0 && (
        <p className="no-print mt-2 hidden flex-wrap gap-x-3 gap-y-1 text-xs text-ink-soft sm:flex">
          {keyHints.map(([keys, what]) => (
            <span key={keys} className="inline-flex items-center gap-1.5">
              <Kbd keys={keys} /> {what}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

const keyHints = [
  ['r', 'replaces'],
  ['t', 'replaces all like this'],
  ['l', 'leaves'],
  ['⇧w', 'edits'],
  ['u', 'undoes'],
] as const;
