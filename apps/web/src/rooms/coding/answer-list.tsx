import type { CodingRoundInFull, Tag } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { TagToggles } from './tag-toggles.tsx';
import { saveRead } from './save-read.ts';

/** Your answers, one item after another. Each is saved at once. */
export function AnswerList({ full, tags }: { full: CodingRoundInFull; tags: readonly Tag[] }) {
  const { round, items } = full;
  const [answers, setAnswers] = useState<ReadonlyMap<string, readonly string[]>>(
    () => new Map(items.flatMap(({ id, own }) => (own ? [[id, own] as const] : []))),
  );
  const save = useMutation({
    mutationFn: (answer: { id: string; tagIds: string[] }) =>
      api.coding.code({ id: round.id, answers: [answer] }),
    scope: { id: `coding-${round.id}` },
  });
  const finish = useMutation({
    mutationFn: () => api.coding.finish({ id: round.id }),
    onSuccess: saveRead,
  });
  const left = items.filter(({ id }) => !answers.has(id)).length;
  const answer = (id: string, tagIds: readonly string[]) => {
    setAnswers(new Map(answers).set(id, tagIds));
    save.mutate({ id, tagIds: [...tagIds] });
  };
  return (
    <section aria-label="Your answers">
      <ProblemNote error={save.error ?? finish.error} />
      <ol className="border-t border-line">
        {items.map(({ id, text }) => (
          <li key={id} className="border-b border-line py-3">
            <p className="mb-2 line-clamp-6 wrap-anywhere whitespace-pre-wrap">
              {text ?? 'This item is no longer in the incident.'}
            </p>
            <TagToggles
              tags={tags}
              chosen={answers.get(id) ?? null}
              onChoose={(tagIds) => answer(id, tagIds)}
            />
          </li>
        ))}
      </ol>
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 bg-paper py-3">
        <Button
          look="primary"
          isBusy={finish.isPending || save.isPending}
          onClick={() => finish.mutate()}
        >
          Finish
        </Button>
        <p role="status" className="text-sm text-ink-soft">
          {left === 0
            ? 'All items have an answer. After you finish, your answers stay.'
            : `${left} of ${items.length} without an answer. They count as missing.`}
        </p>
      </div>
    </section>
  );
}
