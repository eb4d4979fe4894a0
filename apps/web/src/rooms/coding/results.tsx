import type { CodingAgreement, CodingRoundInFull, Tag } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { agreementText, hasDisagreement } from './agreement-text.ts';
import { saveRead } from './save-read.ts';
import { TagToggles } from './tag-toggles.tsx';

interface ResultsProps {
  full: CodingRoundInFull;
  tags: readonly Tag[];
}

/** How far the coders agree, and the items about which they don't. */
export function Results({ full, tags }: ResultsProps) {
  const { results, items } = full;
  if (!results) return null;
  const open = items.filter((item) => hasDisagreement(item.answers ?? []));
  return (
    <>
      <section aria-label="Agreement">
        <h3 className="mb-1 text-sm font-semibold">Agreement</h3>
        <p className="mb-2 text-sm text-pretty text-ink-soft">
          Krippendorff's alpha: 1 is perfect agreement, 0 is what chance gives. Below 0.67, discuss
          the definitions before you rely on the tags.
        </p>
        <table className="w-full max-w-140 text-sm">
          <thead className="text-left text-xs text-ink-soft">
            <tr className="border-b border-line">
              <th className="py-1 font-medium">Tag</th>
              <th className="py-1 font-medium">Alpha (95 % interval)</th>
              <th className="py-1 text-right font-medium">Items</th>
            </tr>
          </thead>
          <tbody>
            <AgreementRow name="All tags together" agreement={results.overall} />
            {results.tags.map((one) => (
              <AgreementRow
                key={one.tagId}
                name={tags.find((tag) => tag.id === one.tagId)?.name ?? ''}
                agreement={one}
              />
            ))}
          </tbody>
        </table>
      </section>
      <section aria-label="Disagreements" className="mt-6">
        <h3 className="mb-1 text-sm font-semibold">
          {open.length === 0 ? 'No disagreements' : countText(open.length, 'disagreement')}
        </h3>
        <ol className="border-t border-line">
          {open.map((item) => (
            <Disagreement key={item.id} full={full} item={item} tags={tags} />
          ))}
        </ol>
      </section>
    </>
  );
}

function AgreementRow({ name, agreement }: { name: string; agreement: CodingAgreement }) {
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-1 text-left font-medium wrap-anywhere">
        {name}
      </th>
      <td className="tabular py-1">{agreementText(agreement)}</td>
      <td className="tabular py-1 text-right">{agreement.units}</td>
    </tr>
  );
}

interface DisagreementProps extends ResultsProps {
  item: CodingRoundInFull['items'][number];
}

function Disagreement({ full: { round }, item, tags }: DisagreementProps) {
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const settle = useMutation({
    mutationFn: (tagIds: readonly string[]) =>
      api.coding.settle({ id: round.id, item: item.id, tagIds: [...tagIds] }),
    onSuccess: (full) => {
      saveRead(full);
      setChosen(null);
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
    },
  });
  const listNames = (ids: readonly string[] | null) =>
    ids === null
      ? 'no answer'
      : ids.length === 0
        ? 'no tag'
        : ids.map((id) => tags.find((tag) => tag.id === id)?.name ?? '').join(', ');
  return (
    <li className="border-b border-line py-3">
      <p className="line-clamp-6 wrap-anywhere whitespace-pre-wrap">
        {item.text ?? 'This item is no longer in the incident.'}{' '}
        {item.isSettled && <Chip tone="good">decided</Chip>}
      </p>
      <dl className="my-1.5 text-sm">
        {round.coders.map((coder, index) => (
          <div key={coder.accountId} className="flex flex-wrap gap-x-2">
            <dt className="text-ink-soft">{coder.name}</dt>
            <dd>{listNames(item.answers?.[index] ?? null)}</dd>
          </div>
        ))}
      </dl>
      {round.can.change && item.text !== null && (
        <>
          <ProblemNote error={settle.error} />
          <div className="flex flex-wrap items-center gap-2">
            <TagToggles tags={tags} chosen={chosen} onChoose={setChosen} />
            <Button
              small
              disabled={chosen === null}
              isBusy={settle.isPending}
              onClick={() => chosen && settle.mutate(chosen)}
            >
              Decide
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
