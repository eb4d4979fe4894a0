import type { Citation } from '@debrief/contract';
import { useEffect } from 'react';
import { uniqueCitations } from '../evidence/cite/index.ts';
import type { FindingPlace } from './finding-place.ts';

/** While this is shown, what the record cites goes in here. The one that is mounted last has it. */
export function useCitationTarget(
  { citeInto }: Pick<FindingPlace, 'citeInto'>,
  citations: readonly Citation[],
  put: (citations: Citation[]) => void,
): void {
  useEffect(() => {
    if (!citeInto) return;
    const take = (more: readonly Citation[]) => put(uniqueCitations([...citations, ...more]));
    citeInto.current = take;
    return () => {
      if (citeInto.current === take) citeInto.current = null;
    };
  });
}
