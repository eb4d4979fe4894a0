import type { Citation, Incident } from '@debrief/contract';
import type { RefObject } from 'react';
import type { OpenInvestigation } from './use-investigation.ts';

/** Where a finding is shown: what it needs of the page around it. */
export interface FindingPlace {
  incident: Incident;
  investigation: OpenInvestigation;
  numbers: ReadonlyMap<string, number>;
  /** Shows an item of the record, with what surrounds it. */
  onShowItem: (itemId: string) => void;
  /** Where `c` of the record puts citations, where the record stands beside. */
  citeInto?: RefObject<((citations: readonly Citation[]) => void) | null>;
}
