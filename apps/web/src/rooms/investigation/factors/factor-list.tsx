import type { Factor } from '@debrief/contract';
import { Suspense } from 'react';
import { hasDraft } from '../../../data/draft.ts';
import { LazySimilarFactorsToggle } from '../../library/index.ts';
import { FindingCard } from '../finding-card.tsx';
import type { FindingPlace } from '../finding-place.ts';
import { draftPlace } from '../form.ts';
import { FactorLinks } from './factor-links.tsx';

interface FactorListProps {
  factors: readonly Factor[];
  place: FindingPlace;
  current: string | undefined;
  onFocus: (id: string) => void;
  onEdit: (id: string) => void;
  onShow: (id: string) => void;
}

export function FactorList({ factors, place, current, onFocus, onEdit, onShow }: FactorListProps) {
  return (
    <section aria-labelledby="factor-list">
      <h3 id="factor-list" className="sr-only">
        List of factors
      </h3>
      <ul className="grid max-w-240 gap-2 px-4 pb-6 sm:px-6">
        {factors.map((factor) => (
          <li key={factor.id}>
            <FindingCard
              finding={factor}
              place={place}
              isCurrent={factor.id === current}
              hasDraft={hasDraft(draftPlace(place.incident.ref, factor.id))}
              onFocus={() => onFocus(factor.id)}
              onEdit={() => onEdit(factor.id)}
            >
              <FactorLinks factor={factor} investigation={place.investigation} onShow={onShow} />
              {factor.version > 0 && (
                <Suspense>
                  <LazySimilarFactorsToggle id={factor.id} statement={factor.statement} />
                </Suspense>
              )}
            </FindingCard>
          </li>
        ))}
      </ul>
    </section>
  );
}
