import {
  AddDirectoryEntry,
  ChangeDirectoryEntry,
  DomainError,
  type DirectoryEntry,
} from '@debrief/contract';
import { findIanaName } from '@debrief/readers';
import { plainName } from '@debrief/rules/people';
import { refuseUnless } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { verb } from '../../verb.ts';
import { presentEntry } from './list-directory.ts';
import { loadKnownEntries, renameEntry, saveEntries, type KnownEntry } from './rows.ts';
import { addSeenWork, pickWork, type Work } from './work-states.ts';

const none: Work = { title: null, team: null, manager: null, location: null, zone: null };

/**
 * Adds a person to the directory by hand. Errors: `forbidden`, `invalid`, `conflict` if someone has
 * this address, or this name and no address.
 */
export const addToDirectory = verb(
  AddDirectoryEntry,
  async (ctx, input): Promise<DirectoryEntry> => {
    refuseUnless(ctx, 'access:manage');
    const known = await loadKnownEntries(ctx);
    const day = readDay(ctx, input.since);
    const email = input.email ?? null;
    const key = toKey(input.name, email);
    refuseDuplicate(known, key, null);
    const entry: KnownEntry = {
      id: ctx.ids.next(),
      key,
      name: input.name,
      email,
      startedOn: input.startedOn ?? null,
      leftOn: input.leftOn ?? null,
      seenOn: day,
      states: addSeenWork([], [{ ...readWork(input, none), since: input.since ?? null }], day),
    };
    checkDays(entry);
    await saveEntries(ctx, [entry]);
    await record(ctx, { kind: 'directory.person-added', incidentId: null, subjectId: entry.id });
    return presentEntry(entry);
  },
);

/**
 * Changes a person in the directory. Title, team, manager, location and zone are true from a day on;
 * earlier ones are kept. Errors: `not-found`, `forbidden`, `invalid`, `conflict` if someone else has
 * this address, or this name and no address.
 */
export const changeInDirectory = verb(
  ChangeDirectoryEntry,
  async (ctx, input): Promise<DirectoryEntry> => {
    refuseUnless(ctx, 'access:manage');
    const known = await loadKnownEntries(ctx);
    const before = [...known.values()].find(({ id }) => id === input.id);
    if (!before) throw new DomainError('not-found', 'Person not found in the directory.');
    const day = readDay(ctx, input.since);
    const name = input.name ?? before.name;
    const email = input.email === undefined ? before.email : input.email;
    const key = toKey(name, email);
    refuseDuplicate(known, key, before.id);
    const current = before.states.findLast((one) => one.fromOn <= day) ?? before.states.at(-1);
    const work = readWork(input, current ? pickWork(current) : none);
    const after: KnownEntry = {
      ...before,
      key,
      name,
      email,
      startedOn: input.startedOn === undefined ? before.startedOn : input.startedOn,
      leftOn: input.leftOn === undefined ? before.leftOn : input.leftOn,
      seenOn: day > before.seenOn ? day : before.seenOn,
      states: addSeenWork(before.states, [{ ...work, since: input.since ?? null }], day),
    };
    checkDays(after);
    await renameEntry(ctx, after);
    await saveEntries(ctx, [after]);
    await record(ctx, { kind: 'directory.person-changed', incidentId: null, subjectId: after.id });
    return presentEntry(after);
  },
);

const toKey = (name: string, email: string | null) =>
  email ?? `name:${plainName(name) || name.toLowerCase()}`;

function refuseDuplicate(
  known: ReadonlyMap<string, KnownEntry>,
  key: string,
  ownId: string | null,
): void {
  const other = known.get(key);
  if (!other || other.id === ownId) return;
  throw new DomainError(
    'conflict',
    other.email === null
      ? `The directory has someone named ${other.name} without an email address. Add an address to distinguish them.`
      : `${other.name} has the email address ${other.email} in the directory. Change that person instead.`,
  );
}

function readDay(ctx: Context, since: string | undefined): string {
  const today = ctx.clock.now().toISOString().slice(0, 10);
  if (since !== undefined && since > today)
    throw new DomainError('invalid', 'A change can’t be from a day in the future.');
  return since ?? today;
}

function checkDays({ startedOn, leftOn }: KnownEntry): void {
  if (startedOn !== null && leftOn !== null && leftOn < startedOn)
    throw new DomainError('invalid', 'The last day is before the first one.');
}

type Written = { [Field in keyof Work]?: string | null | undefined };

/** What the input says; null or empty clears a field. */
function readWork(input: Written, before: Work): Work {
  const pick = (field: keyof Work) =>
    input[field] === undefined ? before[field] : input[field] || null;
  const zone = pick('zone');
  const iana = zone === null ? null : findIanaName(zone);
  if (zone !== null && iana === null)
    throw new DomainError('invalid', `"${zone}" isn't a time zone. Write it as Europe/Berlin.`);
  return {
    title: pick('title'),
    team: pick('team'),
    manager: pick('manager'),
    location: pick('location'),
    zone: iana,
  };
}
