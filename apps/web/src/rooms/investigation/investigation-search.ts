import { FindingType } from '@debrief/contract';
import { asText } from '../../routes/search.ts';

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
  const names = ['finding', 'edit', 'view'] as const;
  return Object.fromEntries(
    names.flatMap((name): [string, string][] =>
      asText(raw[name]) === '' ? [] : [[name, asText(raw[name])]],
    ),
  );
}

export function investigationSearch(raw: Record<string, unknown>): InvestigationSearch {
  const { view: _view, ...search } = factorSearch(raw);
  return search;
}

export function parseNewType(edit: string | undefined): FindingType | undefined {
  return FindingType.options.find((type) => edit === `new-${type}`);
}
