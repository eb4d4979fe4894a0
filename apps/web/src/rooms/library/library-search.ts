import { readTexts } from '../../routes/search.ts';

export interface LibrarySearch {
  text?: string;
  /** Comma-separated. */
  kind?: string;
  factor?: string;
  service?: string;
  team?: string;
  /** Days, both inclusive: `2026-01-31`. */
  from?: string;
  until?: string;
  /** `time` or `-time`; without it, by relevance. */
  sort?: string;
  /** Incidents selected for comparison: `INC-1,INC-2`. */
  compare?: string;
}

const names = [
  'text',
  'kind',
  'factor',
  'service',
  'team',
  'from',
  'until',
  'sort',
  'compare',
] as const satisfies readonly (keyof LibrarySearch)[];

export function librarySearch(raw: Record<string, unknown>): LibrarySearch {
  return readTexts(raw, names);
}

export function compareSearch(raw: Record<string, unknown>): { incidents?: string } {
  return readTexts(raw, ['incidents']);
}

export function splitList(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').map((part) => part.trim()))].filter(
    (part) => part !== '',
  );
}

/** Adds a name to the list, or removes it. */
export function toggleName(text: string | undefined, name: string): string {
  const names = splitList(text);
  return (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]).join(',');
}
