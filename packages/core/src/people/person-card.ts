import { ReadPersonCard, type Evidence, type PersonCard } from '@debrief/contract';
import { countHours } from '@debrief/rules/on-call';
import { authorize } from '../access/index.ts';
import { accountById } from '../account/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { findJoins, listWrittenTimes, readRecord, type TimeRange } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { listEmails } from './directory/names.ts';
import { loadProfiles } from './directory/profiles.ts';
import { loadParticipants, participantById } from './participants.ts';
import { describeInvolvement, findRange, isOnCallAt, loadTraces, toPlace } from './traces.ts';

const mostItems = 20;
const excerptLength = 280;

/**
 * A person in an incident: who they were then, whether they were on call, how they came in, and what
 * they wrote, also as it was known at a time. Errors: `not-found`, also for a person who is not in
 * this incident.
 */
export async function readPersonCard(ctx: Context, raw: ReadPersonCard): Promise<PersonCard> {
  const input = parse(ReadPersonCard, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const person = await participantById(ctx, incident.id, input.personId);
  const participants = await loadParticipants(ctx, incident.id);
  const { profiles } = await loadProfiles(ctx, participants);
  const range = limitRange(await findRange(ctx, incident, participants), input.knownAt);
  const traces = range && (await loadTraces(ctx, incident.id, { participants, profiles }, range));
  const involvement = traces && describeInvolvement(person, traces);
  const { items } = await readWritten(ctx, incident.id, input, range);
  const wrote = items.filter(({ details }) => details.event === undefined);
  const isKnown = async (place: { evidenceId: string } | null) =>
    place !== null && (await isShown(ctx, incident.id, place.evidenceId, input.knownAt));
  const { onCall = null, called = null } = involvement ?? {};
  const joined = range && (await findJoined(ctx, incident.id, person, range));
  return {
    personId: person.personId,
    name: person.name,
    isBot: person.isBot,
    roles: person.roles,
    profile: profiles.find((one) => one.personId === person.personId) ?? null,
    presence: involvement?.presence ?? (person.written === 0 && !person.isBot ? 'observer' : null),
    shifts: involvement?.shifts ?? [],
    onCall: (await isKnown(onCall)) ? onCall : null,
    called: (await isKnown(called)) ? called : null,
    joined: (await isKnown(joined)) ? joined : null,
    written: input.knownAt === undefined ? person.written : null,
    items: wrote.map((item) => ({
      ...presentItem(item),
      isOnCall: traces ? isOnCallAt(person, traces, Date.parse(item.occurredAt)) : null,
    })),
    own:
      range && (await isSelf(ctx, person))
        ? await countOwnHours(ctx, incident.id, person, {
            range,
            zone: profiles.find((one) => one.personId === person.personId)?.zone ?? null,
          })
        : null,
  };
}

function limitRange(range: TimeRange | null, knownAt: string | undefined): TimeRange | null {
  if (range === null || knownAt === undefined) return range;
  const until = new Date(Math.min(range.until.getTime(), Date.parse(knownAt)));
  return until > range.from ? { ...range, until } : null;
}

/** What they wrote from the start of the incident on, else before it. */
async function readWritten(
  ctx: Context,
  incidentId: string,
  { personId: author, knownAt }: ReadPersonCard,
  range: TimeRange | null,
) {
  const query = { author, knownAt, limit: mostItems };
  const from = range?.from.toISOString();
  const during = await readRecord(ctx, incidentId, { ...query, from });
  return during.items.length > 0 ? during : readRecord(ctx, incidentId, query);
}

const presentItem = ({ id, itemId, occurredAt, streamName, text, details }: Evidence) => ({
  evidenceId: id,
  itemId,
  at: occurredAt,
  streamName,
  text: (text || (details.title ?? '')).slice(0, excerptLength).toWellFormed(),
});

/** Whether an item is in the record as it was known at a time. */
async function isShown(
  ctx: Context,
  incidentId: string,
  item: string,
  knownAt: string | undefined,
): Promise<boolean> {
  if (knownAt === undefined) return true;
  const { items } = await readRecord(ctx, incidentId, { item, knownAt, threads: 'flat', limit: 1 });
  return items.some(({ id }) => id === item);
}

type Person = Awaited<ReturnType<typeof participantById>>;

async function findJoined(ctx: Context, incidentId: string, person: Person, range: TimeRange) {
  const ids = person.identities.map(({ id }) => id);
  const found = await findJoins(ctx, incidentId, ids, range);
  const [first] = found.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return first ? { ...toPlace(first), by: null } : null;
}

/** Whether the reader has an email address of this person. */
async function isSelf(ctx: Context, person: Person): Promise<boolean> {
  const accountId = getAccountId(ctx.actor);
  if (!accountId) return false;
  const { email } = await accountById(ctx, accountId);
  return listEmails(person).has(email.toLowerCase());
}

async function countOwnHours(
  ctx: Context,
  incidentId: string,
  { identities }: Person,
  { range, zone }: { range: TimeRange; zone: string | null },
) {
  const own = new Set(identities.map(({ id }) => id));
  const times = await listWrittenTimes(ctx, incidentId, range);
  return countHours(
    times.flatMap(({ identityId, at }) => (own.has(identityId) ? [at] : [])),
    zone,
  );
}
