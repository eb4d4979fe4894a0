import type { JsonObject, Row } from '../row.ts';

/** The columns of a table whose header has several rows, such as component, metric and statistic. */
export interface HeaderRows {
  /** How many rows. */
  count: number;
  /** `orders / latency / p99`. */
  names: string[];
  /** Of each column but the first: the highest level, and the others. */
  levels: { component: string; metric: string }[];
}

const mostLevels = 4;

/**
 * A header of several rows: nothing in them is a number or a time, and the first one repeats names
 * (or leaves cells empty, as merged cells are written), so that only all levels together name a
 * column. A row with only the name of the first column can follow. Null for a plain header.
 */
export function findHeaderRows(
  rows: readonly (readonly string[])[],
  isHeader: (fields: string[]) => boolean,
): HeaderRows | null {
  const cells = rows.slice(0, mostLevels + 2).map((row) => row.map((cell) => cell.trim()));
  const width = cells[0]?.length ?? 0;
  const isLevel = (row: string[] | undefined): row is string[] =>
    row?.length === width && row.slice(1).some((cell) => cell !== '') && isHeader(row);
  const end = cells.findIndex((row) => !isLevel(row));
  const levels = cells.slice(0, end);
  if (width < 3 || levels.length < 2 || levels.length > mostLevels) return null;
  const first = levels[0]?.slice(1) ?? [];
  if (new Set(first).size === first.length) return null;
  const next = cells[end] ?? [];
  const isIndexName = (next[0] ?? '') !== '' && next.slice(1).every((cell) => cell === '');
  const isNamed = isIndexName && isHeader(next);
  const data = cells[isNamed ? end + 1 : end];
  if (data === undefined || isHeader(data)) return null;
  const filled = levels.map((level, index) =>
    index === levels.length - 1 ? level : fillMerged(level),
  );
  const named = first.map((_, column) => {
    const parts = filled.map((level) => level[column + 1] ?? '').filter((part) => part !== '');
    return { component: parts[0] ?? '', metric: parts.slice(1).join(' ') };
  });
  const own = isNamed ? next[0] : levels.map((level) => level[0]).findLast((name) => name !== '');
  const names = named.map(({ component, metric }) => [component, metric].join(' / '));
  if (named.some(({ metric }) => metric === '') || new Set(names).size < names.length) return null;
  return { count: end + (isNamed ? 1 : 0), names: [own ?? 'column 1', ...names], levels: named };
}

/** A merged cell has its name only in its first column. */
function fillMerged(level: readonly string[]): string[] {
  let last = '';
  return level.map((cell, index) => {
    if (index === 0) return cell;
    if (cell !== '') last = cell;
    return last;
  });
}

/** The columns of the rows that `splitByComponent` returns. */
export const listHeader = ({ names, levels }: HeaderRows): string[] => [
  names[0] ?? '',
  'component',
  ...new Set(levels.map(({ metric }) => metric)),
];

/**
 * A row for each component, with its name and its metrics. One without any value gives no record: a
 * gap.
 */
export function splitByComponent(row: Row, { names, levels }: HeaderRows): Row[] {
  const [first = ''] = names;
  const byComponent = Map.groupBy(
    levels.map(({ component, metric }, index) => ({
      component,
      metric,
      value: row.value[names[index + 1] ?? ''],
    })),
    ({ component }) => component,
  );
  return [...byComponent].flatMap(([component, cells]) => {
    const known = cells.filter(({ value }) => typeof value === 'string' && value.trim() !== '');
    if (known.length === 0) return [];
    const value: JsonObject = Object.fromEntries<unknown>([
      [first, row.value[first]],
      ['component', component],
      ...known.map((cell) => [cell.metric, cell.value] as const),
    ]);
    const payload = [row.value[first], ...known.map((cell) => cell.value)].join(',');
    return [{ ...row, value, payload, place: `${row.place}, ${component}` }];
  });
}
