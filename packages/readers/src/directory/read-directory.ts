import { DomainError } from '@debrief/contract';
import { storable } from '../bytes/decode.ts';
import { readDays, type ReadDay } from './directory-days.ts';
import { limitText } from '../finish.ts';
import { splitFile } from '../read-pieces.ts';
import type { Upload } from '../source.ts';
import { csvLayout } from '../table/csv.ts';
import { findIanaName } from '../time/zones.ts';
import { findDirectoryColumns, type DirectoryColumn } from './directory-columns.ts';

/** A row of a directory. Days are like 2026-03-31. */
export interface DirectoryRow {
  place: string;
  name: string;
  email: string | null;
  title: string | null;
  /** Since when they have this title; null if the file doesn't say. */
  titleSince: string | null;
  team: string | null;
  manager: string | null;
  location: string | null;
  zone: string | null;
  startedOn: string | null;
  leftOn: string | null;
  /** The file says that they left, maybe without a day. */
  hasLeft: boolean;
}

export interface DirectoryFile {
  rows: DirectoryRow[];
  rejected: number;
  /** The columns that were used. */
  columns: string[];
  /** The columns whose names have no known meaning. */
  unusedColumns: string[];
  /** The first of the rows that were rejected and the values that were left out. */
  problems: { place: string; reason: string }[];
}

const mostBytes = 20_000_000;
const mostRows = 100_000;
const mostProblems = 50;

interface Line {
  place: string;
  value: Record<string, unknown>;
}

/**
 * The people in an HR or directory export. Errors: `bad-file` if it is not a table with names or
 * email addresses, `too-large`.
 */
export async function readDirectory(upload: Upload): Promise<DirectoryFile> {
  if (upload.isFolder || upload.size > mostBytes)
    throw new DomainError('too-large', 'A directory file can have 20 MB at most.');
  const layout = csvLayout(upload);
  const found = findDirectoryColumns(layout.header ?? []);
  const hasName = found.name !== undefined || found.first !== undefined;
  if (!hasName && found.email === undefined)
    throw new DomainError(
      'bad-file',
      `${upload.name} isn't a directory: no column is named "name" or "email". Use a CSV file with column names in its first line.`,
    );
  const file: DirectoryFile = {
    rows: [],
    rejected: 0,
    columns: [],
    unusedColumns: [],
    problems: [],
  };
  const lines: Line[] = [];
  for await (const { pieces } of splitFile(upload, layout.splitter(), layout.skip))
    for (const piece of pieces) {
      const row = layout.row(piece);
      if (row === null) continue;
      if (row.type === 'row') lines.push({ place: row.place, value: row.value });
      else reject(file, row.place, row.reason);
      if (lines.length > mostRows)
        throw new DomainError('too-large', 'A directory can have 100,000 rows at most.');
    }
  const days = new Map(
    dayColumns.flatMap((column) => {
      const name = found[column];
      return name === undefined
        ? []
        : [[column, readDays(lines.map(({ value }) => textAt(value, name)))]];
    }),
  );
  for (const [index, line] of lines.entries()) readLine(file, line, found, days, index);
  file.columns = Object.values(found);
  file.unusedColumns = (layout.header ?? []).filter(
    (column) => column.trim() !== '' && !file.columns.includes(column),
  );
  return file;
}

const dayColumns = ['titleSince', 'startedOn', 'leftOn'] as const;

function reject(file: DirectoryFile, place: string, reason: string): void {
  file.rejected += 1;
  note(file, place, reason);
}

function note(file: DirectoryFile, place: string, reason: string): void {
  if (file.problems.length < mostProblems) file.problems.push({ place, reason });
}

function textAt(value: Record<string, unknown>, column: string): string {
  const text = value[column];
  return typeof text === 'string' ? storable(text).replaceAll(/\s+/g, ' ').trim() : '';
}

function readLine(
  file: DirectoryFile,
  { place, value }: Line,
  found: Partial<Record<DirectoryColumn, string>>,
  days: Map<string, ReadDay[]>,
  index: number,
): void {
  const text = (column: DirectoryColumn): string | null => {
    const name = found[column];
    const written = name === undefined ? '' : textAt(value, name);
    return written === '' ? null : limitText(written, 200);
  };
  const day = (column: (typeof dayColumns)[number]): string | null => {
    const written = text(column);
    if (written === null) return null;
    const read = days.get(column)?.[index];
    if (read === undefined || 'day' in read) return read?.day ?? null;
    note(
      file,
      place,
      `${written} (${found[column] ?? ''})${read.problem}. Write it as 2026-03-31.`,
    );
    return null;
  };
  const email = text('email')?.toLowerCase() ?? null;
  if (email !== null && !/^[^\s@]+@[^\s@]+$/.test(email))
    return reject(file, place, `"${email}" isn't an email address.`);
  const full = [text('first'), text('last')].filter((part) => part !== null).join(' ');
  const name = text('name') ?? (full === '' ? email : full);
  if (name === null) return reject(file, place, 'No name and no email address.');
  const leftOn = day('leftOn');
  file.rows.push({
    place,
    name,
    email,
    title: text('title'),
    titleSince: day('titleSince'),
    team: text('team'),
    manager: text('manager'),
    location: text('location'),
    zone: readZone(file, place, text('zone')),
    startedOn: day('startedOn'),
    leftOn,
    hasLeft: leftOn !== null || gone.test(text('status') ?? ''),
  });
}

const gone =
  /^(?:inactive|terminated|left|leaver|former|deprovisioned|deactivated|disabled|resigned|retired)\b/i;

function readZone(file: DirectoryFile, place: string, written: string | null): string | null {
  if (written === null) return null;
  const iana = findIanaName(written);
  if (iana === null)
    note(file, place, `"${written}" isn't a time zone. Write it as Europe/Berlin.`);
  return iana;
}
