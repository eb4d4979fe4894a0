import { trainingStages, type InvestigatorLoad } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Chip } from '../../ui/chip.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { trainingWords } from './words.ts';

/** Everyone who can investigate, by name: how much they do and how far their training is. */
export function Bench() {
  const { data, error } = useQuery(reviewQueries.investigators());
  return (
    <>
      <p className="mb-3 max-w-160 text-sm text-pretty text-ink-soft">
        Reviews that you can see. The list helps to share the work, so that no one becomes the only
        expert. Training follows from finished reviews until an admin sets it.
      </p>
      <QueryState of={{ data, error }} lines={6} />
      <ul aria-label="Investigators" className="border-t border-line empty:hidden">
        {data?.items.map((one) => (
          <BenchRow key={one.accountId} one={one} canTrain={data.canTrain} />
        ))}
      </ul>
    </>
  );
}

const follows = '' as const;

function BenchRow({ one, canTrain }: { one: InvestigatorLoad; canTrain: boolean }) {
  const { accountId, name, team, doing, done, training, incidents } = one;
  const save = useMutation({
    mutationFn: (stage: (typeof trainingStages)[number] | null) =>
      api.review.train({ accountId, stage }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['review'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm">
      <span className="min-w-0 flex-1 basis-48">
        <span className="font-medium wrap-anywhere">{name}</span>
        {team !== null && <span className="ml-2 text-ink-soft">{team}</span>}
      </span>
      <span className="basis-44 text-ink-soft">
        {doing === 0 && done === 0
          ? 'No reviews'
          : `${countText(doing, 'review')} now, ${countText(done, 'review')} done`}
      </span>
      <span className="basis-72">
        {canTrain ? (
          <FilterChip
            label="Training"
            value={training.isSet ? training.stage : follows}
            choices={[
              { value: follows, label: `${trainingWords[training.stage]} (from reviews)` },
              ...trainingStages.map((value) => ({ value, label: trainingWords[value] })),
            ]}
            onChoose={(stage) => save.mutate(stage === follows ? null : stage)}
          />
        ) : (
          <Chip>{trainingWords[training.stage]}</Chip>
        )}
      </span>
      <span className="flex basis-full flex-wrap gap-x-3 empty:hidden">
        {incidents.map(({ ref, title }) => (
          <Link
            key={ref}
            to="/incidents/$ref/review"
            params={{ ref }}
            data-row=""
            className="text-accent underline underline-offset-2 wrap-anywhere"
          >
            {ref} {title}
          </Link>
        ))}
      </span>
      <ProblemNote error={save.error} />
    </li>
  );
}
