import { DomainError, type CheckPeriod } from '@debrief/contract';
import { readFrequency } from '@debrief/rules/manual-check';
import { splitFile } from '../read-pieces.ts';
import { toText } from '../row.ts';
import type { Upload } from '../source.ts';
import { plain } from '../table/column-names.ts';
import { csvLayout } from '../table/csv.ts';

/** A row of a list of manual checks. */
interface ManualCheckEntry {
  place: string;
  name: string;
  looksAt: string;
  service: string | null;
  times: number;
  per: CheckPeriod;
  minutes: number;
  people: number;
}

const columns = {
  name: 'name check manual_check task',
  looksAt: 'looks_at what what_is_looked_at description details',
  service: 'service component system',
  frequency: 'frequency how_often every',
  minutes: 'minutes minutes_each duration_minutes time',
  people: 'people persons headcount',
} as const;
type Column = keyof typeof columns;

const mostBytes = 1_000_000;

/**
 * A CSV file with a name, a frequency (`5 per week`) and minutes in each row. Errors: `bad-file`
 * without these columns, `too-large`.
 */
export async function readManualChecks(upload: Upload): Promise<{
  rows: ManualCheckEntry[];
  problems: { place: string; reason: string }[];
}> {
  if (upload.isFolder || upload.size > mostBytes)
    throw new DomainError('too-large', 'A list of manual checks can have 1 MB at most.');
  const layout = csvLayout(upload);
  const header = new Map((layout.header ?? []).map((column) => [plain(column), column]));
  const names = new Map(
    Object.entries(columns).flatMap(([meaning, words]): [string, string][] => {
      const [found] = words.split(' ').flatMap((word) => header.get(plain(word)) ?? []);
      return found === undefined ? [] : [[meaning, found]];
    }),
  );
  for (const needed of ['name', 'frequency', 'minutes'])
    if (!names.has(needed))
      throw new DomainError(
        'bad-file',
        `${upload.name} has no column “${needed}”. Write a CSV file with the columns name, frequency and minutes.`,
      );
  const rows: ManualCheckEntry[] = [];
  const problems: { place: string; reason: string }[] = [];
  const seen = new Set<string>();
  for await (const { pieces } of splitFile(upload, layout.splitter(), layout.skip))
    for (const piece of pieces) {
      const row = layout.row(piece);
      if (row === null) continue;
      const read = row.type === 'row' ? readEntry(row.value, row.place, names) : row.reason;
      if (typeof read === 'string') problems.push({ place: row.place, reason: read });
      else if (seen.has(read.name.toLowerCase()))
        problems.push({ place: row.place, reason: `“${read.name}” is also in an earlier row.` });
      else {
        seen.add(read.name.toLowerCase());
        rows.push(read);
      }
    }
  return { rows, problems };
}

/** The entry, or why it is none. */
function readEntry(
  value: Record<string, unknown>,
  place: string,
  names: ReadonlyMap<string, string>,
): ManualCheckEntry | string {
  const cell = (column: Column) => {
    const name = names.get(column);
    return name === undefined ? '' : (toText(value[name]) ?? '').trim();
  };
  const name = cell('name');
  if (name === '') return 'The row has no name.';
  if (name.length > 200) return 'The name is longer than 200 characters.';
  const looksAt = cell('looksAt');
  if (looksAt.length > 2_000) return 'The description is longer than 2,000 characters.';
  const often = readFrequency(cell('frequency'));
  if (!often)
    return `“${cell('frequency').slice(0, 60)}” isn't a frequency. Write one such as daily or 5 per week.`;
  const minutes = Number(/^\d+$/.exec(cell('minutes')) ?? NaN);
  if (!(minutes >= 1 && minutes <= 1_440)) return 'Minutes are a number from 1 to 1440.';
  const people = Number(/^\d+$/.exec(cell('people') || '1') ?? NaN);
  if (!(people >= 1 && people <= 100)) return 'People are a number from 1 to 100.';
  return { place, name, looksAt, service: cell('service') || null, ...often, minutes, people };
}
