import type { Citation, Incident } from '@debrief/contract';
import type { RefObject } from 'react';
import type { OpenInvestigation } from './use-investigation.ts';

export interface FindingPlace {
  incident: Incident;
  investigation: OpenInvestigation;
  numbers: ReadonlyMap<string, number>;
  onShowItem: (itemId: string) => void;
  /** Where `c` in the record adds citations, on screens that show the record. */
  citeInto?: RefObject<((citations: readonly Citation[]) => void) | null>;
}
