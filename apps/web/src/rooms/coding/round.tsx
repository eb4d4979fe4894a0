import type { CodingRoundInFull, Tag } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { AnswerList } from './answer-list.tsx';
import { Results } from './results.tsx';
import { saveRead } from './save-read.ts';

export function RoundView({ incident, id }: { incident: string; id: string }) {
  const { data, error } = useQuery(queries.codingRound(id));
  const { data: codebook } = useQuery(queries.codebook());
  const tags = (data?.round.tagIds ?? []).flatMap(
    (tagId) => codebook?.items.find((tag) => tag.id === tagId) ?? [],
  );
  return (
    <>
      <p className="mb-3 text-sm">
        <Link
          to="/incidents/$ref/coding"
          params={{ ref: incident }}
          className="text-accent hover:underline"
        >
          All rounds
        </Link>
      </p>
      <QueryState of={{ data, error }} lines={6} />
      {data && (
        <>
          <Head incident={incident} full={data} />
          {data.round.can.code && <AnswerList key={id} full={data} tags={tags} />}
          {!data.round.can.code && data.results === null && (
            <p className="text-ink-soft">Answers are hidden until all coders are done.</p>
          )}
          {data.results && <Results full={data} tags={tags} />}
          <Definitions tags={tags} />
        </>
      )}
    </>
  );
}

function Head({ incident, full: { round } }: { incident: string; full: CodingRoundInFull }) {
  const navigate = useNavigate();
  const [isRemoving, setRemoving] = useState(false);
  const drop = useMutation({
    mutationFn: (accountId: string) => api.coding.dropCoder({ id: round.id, accountId }),
    onSuccess: saveRead,
  });
  const remove = useMutation({
    mutationFn: () => api.coding.remove({ id: round.id }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['coding'] });
      void navigate({ to: '/incidents/$ref/coding', params: { ref: incident }, search: {} });
    },
  });
  return (
    <header className="mb-4">
      <h2 className="text-base font-semibold">
        {countText(round.itemCount, 'item')}, {countText(round.tagIds.length, 'tag')}
      </h2>
      <ProblemNote error={drop.error ?? remove.error} />
      <ul className="mt-1 text-sm">
        {round.coders.map((coder) => (
          <li key={coder.accountId} className="flex min-h-7 flex-wrap items-center gap-x-2">
            <span className="font-medium">{coder.name}</span>
            <span className="text-ink-soft">
              {coder.doneAt === null
                ? `${coder.coded} of ${countText(round.itemCount, 'item')}`
                : `done, ${countText(coder.coded, 'item')}`}
            </span>
            {round.can.change && coder.doneAt === null && round.coders.length > 2 && (
              <Button small look="quiet" onClick={() => drop.mutate(coder.accountId)}>
                Remove coder
              </Button>
            )}
          </li>
        ))}
      </ul>
      {round.can.change && (
        <Button small look="quiet" className="mt-1" onClick={() => setRemoving(true)}>
          Remove round…
        </Button>
      )}
      <Dialog
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        title="Remove this round?"
        lead="The answers of all coders are removed. Tags on items stay. You can't undo this."
      >
        <Buttons>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
            Remove round
          </Button>
          <Button onClick={() => setRemoving(false)}>Cancel</Button>
        </Buttons>
      </Dialog>
    </header>
  );
}

function Definitions({ tags }: { tags: readonly Tag[] }) {
  const defined = tags.filter((tag) => tag.definition + tag.useWhen + tag.avoidWhen !== '');
  if (defined.length === 0) return null;
  return (
    <section aria-label="Definitions" className="mt-8 border-t border-line pt-3">
      <h3 className="mb-1 text-sm font-semibold">Definitions</h3>
      <dl className="text-sm">
        {defined.map(({ id, name, definition, useWhen, avoidWhen }) => (
          <div key={id} className="mb-2">
            <dt className="font-medium">{name}</dt>
            <dd className="text-ink-soft">
              {[definition, useWhen && `Use: ${useWhen}`, avoidWhen && `Don't use: ${avoidWhen}`]
                .filter(Boolean)
                .join(' · ')}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
