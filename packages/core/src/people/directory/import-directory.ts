import { DomainError, ImportDirectory, type DirectoryImport } from '@debrief/contract';
import { readDirectory, type DirectoryRow, type Upload } from '@debrief/readers';
import { plainName } from '@debrief/rules/people';
import { numberText } from '@debrief/rules/numbers';
import { refuseUnless } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { parse } from '../../parse.ts';
import {
  loadKnownEntries,
  markAsLeft,
  markAsSeen,
  saveEntries,
  type KnownEntry,
  type SavedEntry,
} from './rows.ts';
import { addSeenWork, pickWork } from './work-states.ts';

/**
 * Imports who works in the organization: people of the file are added or updated, and people who
 * aren't in it are marked as left. Errors: `forbidden`, `bad-file`, `too-large`, `conflict` if the
 * file misses many people and `missing` doesn't say what to do with them.
 */
export async function importDirectory(
  ctx: Context,
  raw: ImportDirectory,
  upload: Upload,
): Promise<DirectoryImport> {
  const input = parse(ImportDirectory, raw);
  refuseUnless(ctx, 'access:manage');
  const file = await readDirectory(upload);
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const day = input.asOf ?? today;
  if (day > today)
    throw new DomainError('invalid', 'A directory can’t be from a day in the future.');
  const result: DirectoryImport = {
    read: file.rows.length + file.rejected,
    added: 0,
    changed: 0,
    unchanged: 0,
    rejected: file.rejected,
    left: 0,
    returned: 0,
    columns: file.columns,
    unusedColumns: file.unusedColumns,
    problems: file.problems,
  };
  const people = groupRows(file.rows, result);
  if (people.size === 0)
    throw new DomainError('bad-file', `${upload.name} lists no people. Nothing was changed.`);
  return inTransaction(ctx, async (ctx) => {
    const known = await loadKnownEntries(ctx);
    const missing = [...known.values()].filter(
      (one) => !people.has(one.key) && one.leftOn === null && one.seenOn <= day,
    );
    if (input.missing !== 'keep') {
      if (input.missing === undefined) refuseMany(missing.length, known);
      await markAsLeft(ctx, missing, day);
      result.left = missing.length;
    }
    const saved: SavedEntry[] = [];
    const seen: string[] = [];
    for (const [key, rows] of people) {
      const before = known.get(key);
      const after = toEntry(ctx, key, rows, day, before);
      const isSame = before !== undefined && isSameEntry(before, after);
      if (before === undefined) result.added += 1;
      else if (isSame) result.unchanged += 1;
      else result.changed += 1;
      if (before && before.leftOn !== null && after.leftOn === null) result.returned += 1;
      if (isSame) seen.push(after.id);
      else saved.push(after);
    }
    await saveEntries(ctx, saved);
    await markAsSeen(ctx, seen, day);
    await record(ctx, {
      kind: 'directory.imported',
      subjectId: null,
      incidentId: null,
      after: { name: input.name, ...pickCounts(result) },
    });
    return result;
  });
}

const pickCounts = ({ added, changed, left, rejected }: DirectoryImport) => ({
  added,
  changed,
  left,
  rejected,
});

/** The rows of a person: several only if each says since when it is true. */
function groupRows(
  rows: readonly DirectoryRow[],
  result: DirectoryImport,
): Map<string, DirectoryRow[]> {
  const people = new Map<string, DirectoryRow[]>();
  for (const row of rows) {
    const key = row.email ?? `name:${plainName(row.name)}`;
    const others = people.get(key);
    if (!others) people.set(key, [row]);
    else if (
      row.email !== null &&
      row.titleSince !== null &&
      others.every((one) => one.titleSince !== null && one.titleSince !== row.titleSince)
    )
      others.push(row);
    else {
      result.rejected += 1;
      const what = row.email === null ? 'name and no email address' : 'email address';
      result.problems.push({
        place: row.place,
        reason: `${row.name}: ${others[0]?.place ?? 'another row'} has the same ${what}.`,
      });
    }
  }
  result.problems = result.problems.slice(0, 50);
  return people;
}

const mostWithoutAsking = 3;

/** A file of one team would mark everyone else as left. */
function refuseMany(missing: number, known: Map<string, KnownEntry>): void {
  const current = [...known.values()].filter((one) => one.leftOn === null).length;
  if (missing <= mostWithoutAsking || missing * 4 <= current) return;
  throw new DomainError(
    'conflict',
    `${numberText(missing)} of ${numberText(current)} people in the directory aren't in this file. Say whether to mark them as left (missing: leave) or not to change them (missing: keep).`,
  );
}

function toEntry(
  ctx: Context,
  key: string,
  rows: readonly DirectoryRow[],
  day: string,
  known: KnownEntry | undefined,
): SavedEntry {
  const newest = rows.toSorted((a, b) => ((a.titleSince ?? '') < (b.titleSince ?? '') ? 1 : -1))[0];
  if (!newest) throw new Error('A person has a row');
  const seen = rows.map((row) => ({ ...pickWork(row), since: row.titleSince }));
  const states = addSeenWork(known?.states ?? [], seen, day);
  // An older file adds history, and doesn't change what newer ones say.
  if (known && known.seenOn > day) return { ...known, states };
  const leftOn = newest.leftOn ?? (newest.hasLeft ? (known?.leftOn ?? day) : null);
  return {
    id: known?.id ?? ctx.ids.next(),
    key,
    name: newest.name,
    email: newest.email,
    startedOn: newest.startedOn ?? known?.startedOn ?? null,
    leftOn: leftOn !== null && leftOn > day ? null : leftOn,
    seenOn: day,
    states,
  };
}

function isSameEntry(one: KnownEntry, other: SavedEntry): boolean {
  const comparable = ({ name, startedOn, leftOn, states }: SavedEntry) =>
    JSON.stringify([
      name,
      startedOn,
      leftOn,
      states.map((state) => [state.fromOn, state.isExact, pickWork(state)]),
    ]);
  return comparable(one) === comparable(other);
}
