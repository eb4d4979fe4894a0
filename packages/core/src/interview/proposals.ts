import type {
  EvidencePlace,
  InterviewProposal,
  InterviewReason,
  Participant,
  Profile,
} from '@debrief/contract';
import { proposeInterviews, type Interviewee } from '@debrief/rules/interview';
import { countText } from '@debrief/rules/numbers';
import { authorize } from '../access/index.ts';
import { findServices } from '../catalog/index.ts';
import type { Context } from '../context.ts';
import { listCitedItems, listTicketsAndUpdates, type AuthoredItem } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { listInvestigation } from '../investigation/index.ts';
import { listLensNotes } from '../lens/index.ts';
import { loadParticipants, loadProfiles, plainName, readInvolvement } from '../people/index.ts';
import { listTimeline } from '../timeline/index.ts';
import { listClaims, listKnowledge } from './claims.ts';
import { describePerson } from './person-reasons.ts';

/**
 * Who to interview about an incident and why, the most valuable first. Errors: `not-found`,
 * `forbidden`.
 */
export async function listInterviewProposals(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: InterviewProposal[] }> {
  const incident = await authorize(ctx, 'interview:prepare', incidentByRef(ctx, input.incident));
  const participants = (await loadParticipants(ctx, incident.id)).filter(({ isBot }) => !isBot);
  const { profiles } = await loadProfiles(ctx, participants);
  const profileOf = new Map(profiles.map((profile) => [profile.personId, profile]));
  const reasons = await collectReasons(ctx, incident, participants);
  const involvement = await readInvolvement(ctx, { incident: incident.id });
  const people = participants.map((person): Interviewee => {
    const profile = profileOf.get(person.personId);
    const involved = involvement.people.find(({ personId }) => personId === person.personId);
    const absent =
      person.written === 0 && involvement.absent.find(({ name }) => name === person.name);
    return {
      ...toInterviewee(person, profile),
      reasons: [
        ...(reasons.get(person.personId) ?? []),
        ...describePerson(person, profile, involved),
        ...(absent ? [describeAbsence(absent)] : []),
      ],
    };
  });
  const known = new Set(participants.map(({ name }) => name));
  const absent = involvement.absent
    .filter(({ name }) => !known.has(name))
    .map((one) => ({ ...nameOnly(one.name), reasons: [describeAbsence(one)] }));
  return {
    items: proposeInterviews(await addOwners(ctx, incident, [...people, ...absent])),
  };
}

const toInterviewee = (person: Participant, profile: Profile | undefined) => ({
  personId: person.personId,
  name: person.name,
  team: profile?.team ?? null,
  manager: profile?.manager ?? null,
  written: person.written,
});

const nameOnly = (name: string) => ({
  personId: null,
  name,
  team: null,
  manager: null,
  written: 0,
});

function describeAbsence({ mentions, first }: { mentions: number; first: EvidencePlace }) {
  return {
    kind: 'absent' as const,
    text: `Is mentioned in ${countText(mentions, 'item')} and wrote nothing`,
    evidence: [toPlace(first)],
  };
}

const toPlace = ({ evidenceId, itemId, at }: EvidencePlace): EvidencePlace => ({
  evidenceId,
  itemId,
  at,
});

/** The reasons in the investigation, the timeline and the record, by person. */
async function collectReasons(
  ctx: Context,
  incident: IncidentRow,
  participants: readonly Participant[],
): Promise<Map<string, InterviewReason[]>> {
  const personOf = new Map(
    participants.flatMap((one) => one.identities.map(({ id }) => [id, one.personId] as const)),
  );
  const found = new Map<string, InterviewReason[]>();
  const say = (personId: string | undefined, reason: InterviewReason) => {
    if (personId !== undefined) found.set(personId, [...(found.get(personId) ?? []), reason]);
  };
  const ref = { incident: incident.id };
  const { findings } = await listInvestigation(ctx, ref);
  const { events } = await listTimeline(ctx, ref);
  const cited = new Map(
    (await listCitedItems(ctx, incident.id)).map((item) => [item.evidenceId, item]),
  );
  const findAuthored = (ids: readonly string[], isWanted: (item: AuthoredItem) => boolean) =>
    ids.flatMap((id) => cited.get(id) ?? []).filter(isWanted);
  for (const { kind, text, evidenceIds } of listClaims(findings, events)) {
    if (kind === 'insight')
      for (const item of findAuthored(evidenceIds, isSaid))
        say(personOf.get(item.identityId), { kind, text, evidence: [toPlace(item)] });
    else
      for (const item of findAuthored(evidenceIds, () => true))
        for (const { personId } of findNamed(item, participants, personOf.get(item.identityId)))
          say(personId, { kind, text, evidence: [toPlace(item)] });
  }
  if (participants.filter(({ written }) => written > 0).length >= fewestWriters)
    for (const { text, evidenceIds } of listKnowledge(findings, events)) {
      const items = findAuthored(evidenceIds, isSaid);
      const [only, ...others] = new Set(items.map(({ identityId }) => personOf.get(identityId)));
      if (others.length === 0) say(only, { kind: 'island', text, evidence: items.map(toPlace) });
    }
  for (const item of cited.values())
    if (isChange(item))
      say(personOf.get(item.identityId), {
        kind: 'change',
        text: `Made a change that is cited: ${item.title}`,
        evidence: [toPlace(item)],
      });
  for (const item of await listTicketsAndUpdates(ctx, incident.id))
    say(personOf.get(item.identityId), {
      kind: item.kind === 'ticket' ? 'ticket' : 'liaison',
      text: item.kind === 'ticket' ? `Wrote a ticket: ${item.title}` : 'Wrote updates for others',
      evidence: [toPlace(item)],
    });
  for (const [personId, reason] of await findBlamed(ctx, incident, participants))
    say(personId, reason);
  return found;
}

/** With fewer people, the only one to know something is no surprise. */
const fewestWriters = 3;
const said = new Set(['message', 'utterance', 'note']);
const isSaid = ({ kind }: AuthoredItem) => said.has(kind);
const isChange = ({ kind }: AuthoredItem) => kind === 'change';

/** Who is behind a change, or named in what is said about a trigger, also as *I* or *mine*. */
function findNamed(
  item: AuthoredItem,
  participants: readonly Participant[],
  authorId: string | undefined,
): Participant[] {
  if (isChange(item)) return participants.filter(({ personId }) => personId === authorId);
  const words = new Set(item.text.toLowerCase().split(/[^\p{L}]+/u));
  const isOwn = ['i', 'mine', 'my', 'we', 'our'].some((word) => words.has(word));
  const first = ({ name }: Participant) => name.toLowerCase().split(/[^\p{L}]+/u)[0] ?? '';
  return participants.filter((person) =>
    person.personId === authorId
      ? isOwn
      : words.has(first(person)) &&
        participants.filter((other) => first(other) === first(person)).length === 1,
  );
}

/** People named as the cause by an event, a finding or the report, as the language lens sees it. */
async function findBlamed(
  ctx: Context,
  { id }: IncidentRow,
  participants: readonly Participant[],
): Promise<[string, InterviewReason][]> {
  const { items } = await listLensNotes(ctx, { incident: id });
  const notes = items.filter(({ rule }) => rule === 'person-as-cause' || rule === 'human-error');
  return participants.flatMap(({ personId, name }): [string, InterviewReason][] =>
    notes.some(({ quoted }) => plainName(quoted).includes(plainName(name)))
      ? [
          [
            personId,
            { kind: 'blame', text: 'Is named as the cause in a text of the review', evidence: [] },
          ],
        ]
      : [],
  );
}

/** The owners of the incident's services, as the catalog names them, also those not in the record. */
async function addOwners(
  ctx: Context,
  { services }: IncidentRow,
  people: readonly Interviewee[],
): Promise<Interviewee[]> {
  const all = [...people];
  for (const { name: service, owner } of (await findServices(ctx, services)).values()) {
    if (owner === null) continue;
    const text = `Owns ${service}, as the catalog says`;
    const index = all.findIndex(({ name }) => plainName(name) === plainName(owner));
    const person = all[index] ?? { ...nameOnly(owner), reasons: [] };
    const next = {
      ...person,
      reasons: [...person.reasons, { kind: 'owner' as const, text, evidence: [] }],
    };
    if (index < 0) all.push(next);
    else all[index] = next;
  }
  return all;
}
