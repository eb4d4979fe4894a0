import { findingTypes, type FindingType } from '@debrief/contract';
import { readTexts } from '../../routes/search.ts';

export interface InvestigationSearch {
  finding?: string;
  /** What is open at the side: `fields`, `step`, or `new-decision` … */
  edit?: string;
}

export interface FactorSearch extends InvestigationSearch {
  /** `list` instead of the graph; `graph` where a narrow screen would show the list. */
  view?: string;
}

export function factorSearch(raw: Record<string, unknown>): FactorSearch {
  return readTexts(raw, ['finding', 'edit', 'view']);
}

export function investigationSearch(raw: Record<string, unknown>): InvestigationSearch {
  const { view: _view, ...search } = factorSearch(raw);
  return search;
}

export function parseNewType(edit: string | undefined): FindingType | undefined {
  return findingTypes.find((type) => edit === `new-${type}`);
}
