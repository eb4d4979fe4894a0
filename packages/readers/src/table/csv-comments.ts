import type { JsonObject, Row } from '../row.ts';
import { plainRules, readTime } from '../time/time.ts';

const commentColumn = /^(?:comments?|notes?|worklog|work notes)(?: \(column \d+\))?$/i;

export const hasComments = (columns: readonly string[]): boolean =>
  columns.some((column) => commentColumn.test(column));

/**
 * Comments as Jira exports them, one per field: `13/Mar/24 2:50 PM;jdeer;rolled back`. Each becomes
 * a record.
 */
export function expandComments(row: Row): Row[] {
  const comments: Row[] = [];
  const left: JsonObject = { ...row.value };
  for (const [column, value] of Object.entries(row.value)) {
    const parts =
      commentColumn.test(column) && typeof value === 'string'
        ? /^([^;]{8,40});([^;]{1,200});(.*)$/s.exec(value)
        : null;
    if (parts === null || typeof readTime(parts[1], plainRules) === 'string') continue;
    const [, created = '', author = '', text = ''] = parts;
    delete left[column];
    comments.push({
      type: 'row',
      place: `${row.place}, ${column}`,
      value: { created, author, text },
      marks: row.marks,
      payload: typeof value === 'string' ? value : '',
      path: 'Comment',
      parent: row,
    });
  }
  return comments.length === 0 ? [row] : [{ ...row, value: left }, ...comments];
}
