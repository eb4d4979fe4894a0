import { evidenceKinds, type RecordFilterInput } from '@debrief/contract';
import { readWord } from '../../../routes/search.ts';

export interface RecordSearch {
  item?: string;
  at?: string;
  stream?: string;
  kind?: string;
  author?: string;
  tag?: string;
  text?: string;
  bots?: string;
  threads?: string;
}

export const filterNames = [
  'stream',
  'kind',
  'author',
  'tag',
  'text',
  'bots',
  'threads',
] as const satisfies readonly (keyof RecordSearch)[];

/** The filter in a URL, without parameters that it does not understand. */
export function toRecordFilter(search: RecordSearch): RecordFilterInput {
  const kinds = splitList(search.kind).filter((kind) => readWord(evidenceKinds, kind));
  return {
    ...(search.stream ? { stream: search.stream } : {}),
    ...(kinds.length > 0 ? { kind: kinds.join(',') } : {}),
    ...(search.author ? { author: search.author } : {}),
    ...(search.tag ? { tag: search.tag } : {}),
    ...(search.text?.trim() ? { text: search.text.trim().slice(0, 200) } : {}),
    ...(search.bots === 'without' ? { bots: 'without' as const } : {}),
    threads: search.threads === 'flat' ? 'flat' : 'fold',
  };
}

/** Text, author and tag filters show every match as its own row, also replies. */
export function isFlat(filter: RecordFilterInput): boolean {
  return (
    filter.threads === 'flat' ||
    filter.text !== undefined ||
    filter.author !== undefined ||
    filter.tag !== undefined
  );
}

export function isFiltered(search: RecordSearch): boolean {
  const { threads: _threads, ...filter } = toRecordFilter(search);
  return Object.keys(filter).length > 0;
}

export function splitList(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((part) => part !== '');
}

export function withToggled(value: string | undefined, part: string): string | undefined {
  const parts = splitList(value);
  const next = parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part];
  return next.length === 0 ? undefined : next.join(',');
}

export const noFilters: Record<(typeof filterNames)[number], undefined> = {
  stream: undefined,
  kind: undefined,
  author: undefined,
  tag: undefined,
  text: undefined,
  bots: undefined,
  threads: undefined,
};
