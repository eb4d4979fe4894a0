import type { SimilarFactor } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { queries } from '../../data/queries.ts';
import { cx } from '../../ui/cx.ts';
import { ReadProblem } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { factorLooks } from '../investigation/index.ts';
import { PlaceLink } from '../../ui/place-link.tsx';
import { toHitPath } from './hit-path.ts';
import { describeSimilarity } from './similarity-text.ts';

/** Opens similar factors in other incidents; requested only then. */
export function SimilarFactorsToggle({ id, statement }: { id: string; statement: string }) {
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  return (
    <div className="mt-1">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex min-h-6 items-center gap-1 text-xs text-ink-soft hover:text-ink"
      >
        <ChevronRight size={12} className={cx('transition-transform', isOpen && 'rotate-90')} />
        Other incidents with this factor<span className="sr-only">: “{statement}”</span>
      </button>
      <div id={listId}>{isOpen && <SimilarFactors id={id} />}</div>
    </div>
  );
}

export function SimilarFactors({ id }: { id: string }) {
  const { data, error, isPending } = useQuery(queries.elsewhere(id));
  if (error) return <ReadProblem error={error} />;
  if (isPending) return <p className="text-xs text-ink-soft">Searching…</p>;
  if (data.items.length === 0)
    return (
      <p className="text-xs text-ink-soft">
        No similar factor in other incidents that you can see.
      </p>
    );
  return (
    <ul className="mt-1 space-y-2 border-l border-line pl-3 text-xs leading-5">
      {data.items.map((factor) => (
        <FactorRow key={factor.id} factor={factor} />
      ))}
    </ul>
  );
}

function FactorRow({ factor }: { factor: SimilarFactor }) {
  return (
    <li>
      <PlaceLink
        href={toHitPath({ ...factor, kind: 'factor' })}
        className="font-medium wrap-anywhere text-ink underline decoration-line-strong underline-offset-2"
      >
        {factor.statement}
      </PlaceLink>
      <p className="wrap-anywhere text-ink-soft">
        {factorLooks[factor.kind].label} in {factor.incident.ref} {factor.incident.title},{' '}
        <Time at={factor.at} show="day" />
      </p>
      <p className="wrap-anywhere text-ink-soft">{describeSimilarity(factor)}</p>
    </li>
  );
}
