import { maxFields } from '../finish.ts';
import { listColumns, type Row, toText } from '../row.ts';
import { isGap } from './guess-kind.ts';
import type { Mapping } from './mapping.ts';

/**
 * A row of measurements with more columns than a record has facts is several records, each with a
 * part of the columns, so that no series is lost.
 */
export function splitWide(row: Row, { kind, columns, times }: Mapping): Row[] {
  if (kind !== 'metric') return [row];
  const all = [...listColumns(row.value)];
  if (all.length <= maxFields) return [row];
  const used = new Set([...Object.values(columns), times.date, times.zone, times.half]);
  const isMeasured = ([column, value]: (typeof all)[number]) => {
    const text = toText(value)?.trim() ?? '';
    return !used.has(column) && (isGap(text) || Number.isFinite(Number(text)));
  };
  const measured = all.filter((cell) => isMeasured(cell) && !isGap(toText(cell[1]) ?? ''));
  const shared = all.filter((cell) => !isMeasured(cell));
  const size = Math.max(1, maxFields - shared.length);
  if (measured.length <= size || shared.length >= maxFields / 2) return [row];
  return Array.from({ length: Math.ceil(measured.length / size) }, (_, index) => {
    const part = measured.slice(index * size, (index + 1) * size);
    const [first] = part[0] ?? [''];
    const [last] = part.at(-1) ?? [''];
    return {
      ...row,
      value: Object.fromEntries([...shared, ...part]),
      place: `${row.place}, ${first} to ${last}`,
      payload: [...shared, ...part].map(([, value]) => toText(value) ?? '').join(','),
    };
  });
}
