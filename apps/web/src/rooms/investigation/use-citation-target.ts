import type { Citation } from '@debrief/contract';
import { useEffect } from 'react';
import { uniqueCitations } from '../evidence/cite/index.ts';
import type { FindingPlace } from './finding-place.ts';

/** While this is mounted, citations from the record go here. The last one mounted gets them. */
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
