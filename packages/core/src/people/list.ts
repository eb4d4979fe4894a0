import type { MatchSuggestion, Participant, People } from '@debrief/contract';
import { proposeMatches } from '@debrief/rules/people';
import { authorize, may } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { loadProfiles } from './directory/profiles.ts';
import { loadParticipants } from './participants.ts';

/**
 * The people in the record of an incident by name, those who could be the same person, and what the
 * directory says about them. Errors: `not-found`.
 */
export async function listPeople(ctx: Context, input: { incident: string }): Promise<People> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const participants = await loadParticipants(ctx, incident.id);
  const declined = await declinedAmong(
    ctx,
    participants.map((one) => one.personId),
  );
  const canChange = may(ctx.actor, 'people:write');
  const { profiles, profileQuestions } = await loadProfiles(ctx, participants);
  return {
    participants,
    suggestions: canChange ? suggestions(participants, declined) : [],
    profiles,
    profileQuestions: canChange ? profileQuestions : [],
  };
}

async function declinedAmong(ctx: Context, personIds: string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom('declined_match')
    .select(['one', 'other'])
    .where('one', 'in', personIds)
    .execute();
  return new Set(rows.map((row) => `${row.one} ${row.other}`));
}

function suggestions(participants: Participant[], declined: Set<string>): MatchSuggestion[] {
  return proposeMatches(participants.filter((one) => !one.isBot)).filter(
    (match) => !declined.has(match.personIds.toSorted().join(' ')),
  );
}
