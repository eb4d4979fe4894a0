import type { OutsideStory, ReplacementDecision, StoryForm, StoryReplacement } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Copy, Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { address, api } from '../../../api.ts';
import { queries, queryClient } from '../../../queries.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { sayProblem } from '../../../ui/toast.tsx';
import { copyText } from '../copy-text.ts';
import { OtherWords } from './other-words.tsx';
import { ReplacementRow } from './replacement-row.tsx';

interface Props {
  id: string;
  form: StoryForm;
}

type Replaced = Pick<StoryReplacement, 'kind' | 'text'>;
const keyOf = ({ kind, text }: Replaced) => `${kind} ${text}`;

/** What would tell outside who, where or how much, each decided by its teller; the text stands beside it once all are. */
export function Outside({ id, form }: Props) {
  const outside = useQuery(queries.outsideStory(id, form));
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [writing, setWriting] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const all = outside.data?.replacements ?? [];
  const at = Math.max(0, chosen === null ? all.findIndex((one) => one.decision === 'undecided') : all.findIndex((one) => keyOf(one) === chosen));
  const current = all[at];
  const text = outside.data?.text ?? null;

  const stand = (index: number) => {
    const next = all[Math.min(all.length - 1, Math.max(0, index))];
    if (!next) return;
    setChosen(keyOf(next));
    list.current?.children[all.indexOf(next)]?.scrollIntoView({ block: 'nearest' });
  };
  const decide = (one: StoryReplacement | undefined, decision: ReplacementDecision, replacement?: string) => {
    if (!one) return;
    setWriting(null);
    // The next one that is open, so that one key decides one after the other.
    const open = [...all.slice(at + 1), ...all.slice(0, at)].find((other) => other.decision === 'undecided');
    setChosen(keyOf(decision === 'undecided' ? one : (open ?? one)));
    void keep(id, form, one, decision, replacement);
  };
  const group = 'Outside-safe';
  useActions([
    { id: 'outside.next', group, label: 'Next replacement', keys: 'j', isKeyOnly: true, run: () => stand(at + 1) },
    { id: 'outside.previous', group, label: 'Replacement before', keys: 'k', isKeyOnly: true, run: () => stand(at - 1) },
    { id: 'outside.replace', group, label: 'Replace it so', keys: 'r', isDisabled: !current, run: () => decide(current, 'replace') },
    { id: 'outside.keep', group, label: 'Leave it as it is', keys: 'l', isDisabled: !current, run: () => decide(current, 'keep') },
    {
      id: 'outside.own',
      group,
      label: 'Replace it with my own words',
      keys: 'w',
      isDisabled: !current,
      run: () => setWriting(current ? keyOf(current) : null),
    },
    { id: 'outside.open', group, label: 'Take the decision back', keys: 'z', isDisabled: !current, run: () => decide(current, 'undecided') },
    { id: 'outside.add', group, label: 'Add words that tell, such as a customer', keys: 'a', run: () => setAdding(true) },
    { id: 'outside.copy', group, label: 'Copy the outside-safe text', keys: 'y', isDisabled: text === null, run: () => void copyText(text ?? '') },
  ]);
  if (!outside.data) return outside.error ? <ProblemNote error={outside.error} /> : <Skeleton />;
  return (
    <div className="mt-5 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(20rem,1fr)_minmax(0,65ch)]">
      <section aria-labelledby="replacements">
        <h2 id="replacements" className="font-semibold">
          What would tell who, where or how much
        </h2>
        <p aria-live="polite" className="mt-0.5 mb-3 text-sm text-ink-soft">
          {saidOf(outside.data)}
        </p>
        <ul ref={list} aria-label="Replacements" className="divide-y divide-line border-y border-line">
          {all.map((one, index) => (
            <ReplacementRow
              key={keyOf(one)}
              replacement={one}
              isCurrent={index === at}
              isWriting={writing === keyOf(one)}
              onStand={() => setChosen(keyOf(one))}
              onDecide={(decision, words) => decide(one, decision, words)}
              onWrite={(isOpen) => setWriting(isOpen ? keyOf(one) : null)}
            />
          ))}
        </ul>
        {isAdding ? (
          <OtherWords
            onClose={() => setAdding(false)}
            onAdd={(words) => {
              setAdding(false);
              void keep(id, form, { kind: 'customer', text: words }, 'replace');
            }}
          />
        ) : (
          <Button small look="quiet" className="mt-2" keys="a" onClick={() => setAdding(true)}>
            Other words tell
          </Button>
        )}
      </section>
      <OutsideText id={id} form={form} outside={outside.data} />
    </div>
  );
}

function saidOf({ replacements, undecided }: OutsideStory): string {
  if (replacements.length === 0) return 'Nothing was found in this form. Read it once more all the same: you know best what tells.';
  if (undecided === 0) return `All ${replacements.length} are decided. They hold in every form of this story.`;
  return `${undecided} of ${replacements.length} to decide: r replaces, l leaves, w takes your own words.`;
}

/** Shown at once, saved behind; what the text becomes the server says. */
async function keep(id: string, form: StoryForm, one: Replaced, decision: ReplacementDecision, replacement?: string): Promise<void> {
  const { queryKey } = queries.outsideStory(id, form);
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData<OutsideStory>(queryKey, (before) => before && decided(before, one, decision, replacement));
  try {
    await api.story.decideReplacement({ id, kind: one.kind, text: one.text, decision, ...(replacement ? { replacement } : {}) });
  } catch (error) {
    sayProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: ['stories', 'outside', id] });
}

function decided(before: OutsideStory, one: Replaced, decision: ReplacementDecision, replacement?: string): OutsideStory {
  const replacements = before.replacements.map((other) =>
    keyOf(other) === keyOf(one) ? { ...other, decision, ...(replacement ? { replacement } : {}) } : other,
  );
  return { ...before, replacements, undecided: replacements.filter((other) => other.decision === 'undecided').length, text: null };
}

function OutsideText({ id, form, outside: { title, text, undecided } }: Props & { outside: OutsideStory }) {
  return (
    <section aria-labelledby="outside-text">
      <h2 id="outside-text" className="font-semibold">
        As it goes outside
      </h2>
      {text === null ? (
        <p className="mt-2 rounded-md border border-line bg-wash px-3 py-2.5 text-sm text-ink-soft">
          {undecided === 0
            ? 'The text is being put together.'
            : 'The text comes once each replacement is decided, so that nothing goes outside that you have not looked at.'}
        </p>
      ) : (
        <>
          <article aria-label="Outside-safe text" className="reading mt-2 wrap-anywhere">
            <h3 className="font-semibold">{title}</h3>
            <p className="mt-2 whitespace-pre-line">{text}</p>
          </article>
          <div className="no-print mt-5 flex flex-wrap gap-2">
            <Button keys="y" icon={<Copy size={14} aria-hidden="true" />} onClick={() => void copyText(text)}>
              Copy
            </Button>
            {(['markdown', 'html'] as const).map((format) => (
              <a key={format} download href={address.story({ id, format, for: 'outside', form })} className={buttonClass('quiet')}>
                <Download size={14} aria-hidden="true" />
                {format === 'html' ? 'HTML' : 'Markdown'}
              </a>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
