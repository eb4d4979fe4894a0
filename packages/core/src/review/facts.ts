import type {
  Milestone,
  Participant,
  Profile,
  ReviewFacts,
  ReviewTrigger,
} from '@debrief/contract';
import {
  findSimilar,
  findTriggers,
  toFacts,
  type KeptReview,
  type TriggerInput,
} from '@debrief/rules/review';
import type { Context } from '../context.ts';
import { loadFirstAlert } from '../evidence/index.ts';
import { listEarlierIncidents, loadMilestones, type IncidentRow } from '../incident/index.ts';
import { listInvestigation } from '../investigation/index.ts';
import { listTimeline } from '../timeline/index.ts';
import { loadParticipants, loadProfiles, plainName, readInvolvement } from '../people/index.ts';

/** With fewer earlier incidents every service is new. */
const fewestEarlier = 5;
const minuteMs = 60_000;

/**
 * The reasons to be curious about an incident, and the facts that policies can ask. Calculated from
 * what the actor can see. The caller has checked that the actor can see the incident.
 */
export async function readTriggers(
  ctx: Context,
  incident: IncidentRow,
  review: Pick<KeptReview, 'requests'> | null,
): Promise<{ triggers: ReviewTrigger[]; facts: ReviewFacts }> {
  const participants = (await loadParticipants(ctx, incident.id)).filter(({ isBot }) => !isBot);
  const writers = participants.filter(({ written }) => written > 0);
  const { profiles } = await loadProfiles(ctx, participants);
  const involvement = await readInvolvement(ctx, { incident: incident.id });
  const { milestones } = await loadMilestones(ctx, incident);
  const earlier = await listEarlierIncidents(ctx, incident);
  const alert = await loadFirstAlert(ctx, incident.id);
  const { findings } = await listInvestigation(ctx, { incident: incident.id });
  const known = new Set(earlier.flatMap(({ services }) => services.map(toKey)));
  const at = (kind: string) => milestones.find((one) => one.kind === kind)?.at ?? null;
  const input = {
    severity: incident.severity,
    mode: incident.mode,
    requests: review?.requests ?? [],
    teams: listTeams(incident, writers, profiles),
    newServices:
      earlier.length < fewestEarlier
        ? null
        : {
            names: incident.services.filter((name) => !known.has(toKey(name))),
            earlier: earlier.length,
          },
    similar: findSimilar(incident, earlier).map(({ incident: { ref, title }, shared }) => ({
      ref,
      title,
      shared,
    })),
    detectedAt: at('detected'),
    detection: await readDetection(ctx, incident, milestones),
    firstAlert: alert && {
      evidenceId: alert.id,
      itemId: alert.item_id,
      at: alert.at.toISOString(),
    },
    findings,
    offCall: listOffCall(participants, involvement.people),
    nights: involvement.nights,
  };
  const triggers = findTriggers(input);
  const from = at('detected') ?? at('impact-started');
  const until = at('resolved') ?? at('mitigated');
  const minutes =
    from === null || until === null
      ? 0
      : Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / minuteMs));
  const messages = writers.reduce((sum, { written }) => sum + written, 0);
  const { services } = incident;
  const facts = toFacts(input, triggers, { people: writers.length, messages, minutes, services });
  return { triggers, facts };
}

/** Programs that write in a chat what they have detected. */
const alerting = /\b(?:alert|bot|monitor|nagios|opsgenie|pager)/i;

/** What the event of the milestone _detected_ cites. */
async function readDetection(
  ctx: Context,
  incident: IncidentRow,
  milestones: readonly Milestone[],
): Promise<TriggerInput['detection']> {
  const eventId = milestones.find(({ kind }) => kind === 'detected')?.eventId ?? null;
  if (eventId === null) return null;
  const { events } = await listTimeline(ctx, { incident: incident.id });
  const cited = events.find(({ id }) => id === eventId)?.citations ?? [];
  if (cited.length === 0) return null;
  return {
    hasAlert: cited.some(
      ({ kind, authorName }) => kind === 'alert' || alerting.test(authorName ?? ''),
    ),
    evidence: cited.map(({ evidenceId, itemId, occurredAt: at }) => ({ evidenceId, itemId, at })),
  };
}

const toKey = (name: string) => name.toLowerCase();

/** The teams of those who wrote, and those that the incident names, each once. */
export function listTeams(
  incident: IncidentRow,
  writers: readonly Participant[],
  profiles: readonly Profile[],
): string[] {
  const wrote = new Set(writers.map(({ personId }) => personId));
  const teams = [
    ...incident.teams,
    ...profiles.flatMap(({ personId, team }) =>
      team !== null && wrote.has(personId) ? [team] : [],
    ),
  ];
  return [...new Map(teams.map((team) => [plainName(team), team])).values()];
}

type People = Awaited<ReturnType<typeof readInvolvement>>['people'];

/** Called in while off call, as a schedule says. */
function listOffCall(participants: readonly Participant[], people: People) {
  return people.flatMap(({ personId, called, presence }) => {
    const person = participants.find((one) => one.personId === personId);
    if (!person || called === null || presence !== 'off-call') return [];
    const { evidenceId, itemId, at } = called;
    return [{ name: person.name, place: { evidenceId, itemId, at } }];
  });
}
