import {
  DeclineMatch,
  MergePersons,
  RenamePerson,
  SplitIdentity,
  type Participant,
  DomainError,
} from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { sourcesSeenBy } from '../evidence/index.ts';
import {
  joinPersons,
  personById,
  savePersonName,
  separateIdentity,
  listSourceIds,
} from '../identity/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { participantById, loadParticipants } from './participants.ts';
import { joinProfileAnswers } from './directory/profiles.ts';
import { joinOnCallAnswers } from './on-call/people-on-call.ts';
import { joinRoles } from './roles.ts';
import { verb } from '../verb.ts';

/**
 * Merges two people of an incident: `from` becomes part of `into`. A person in a compartment always
 * becomes part of the other one, so that names never leave the compartment. Errors: `invalid`,
 * `not-found`, `forbidden`.
 */
export const mergePersons = verb(MergePersons, async (ctx, asked): Promise<Participant> => {
  const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, asked.incident));
  const before = [
    await participantById(ctx, incident.id, asked.into),
    await participantById(ctx, incident.id, asked.from),
  ];
  const [into, from] = [await personById(ctx, asked.into), await personById(ctx, asked.from)];
  const input =
    into.compartment !== null && from.compartment === null
      ? { into: from.id, from: into.id }
      : { into: into.id, from: from.id };
  await joinPersons(ctx, input);
  await joinRoles(ctx, input);
  await joinProfileAnswers(ctx, input);
  await joinOnCallAnswers(ctx, input);
  const after = await participantById(ctx, incident.id, input.into);
  await record(ctx, {
    kind: 'person.merged',
    incidentId: incident.id,
    subjectId: input.into,
    before,
    after: [after],
  });
  return after;
});

/**
 * Moves an identity to a new person. Errors: `not-found`, `forbidden`, `conflict` if it is the
 * person's only identity.
 */
export const splitIdentity = verb(SplitIdentity, async (ctx, input): Promise<Participant> => {
  const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, input.incident));
  const person = (await loadParticipants(ctx, incident.id)).find((one) =>
    one.identities.some((identity) => identity.id === input.identityId),
  );
  const identity = person?.identities.find((one) => one.id === input.identityId);
  if (!person || !identity)
    throw new DomainError('not-found', 'Identity not found in this incident.');
  if (!(await hasOtherIdentity(ctx, incident.id, person.personId, identity.id)))
    throw new DomainError('conflict', `${identity.name} is this person's only identity.`);
  const personId = await separateIdentity(ctx, identity, person.personId);
  const after = await participantById(ctx, incident.id, personId);
  await record(ctx, {
    kind: 'person.split',
    incidentId: incident.id,
    subjectId: personId,
    before: [person],
    after: [after],
  });
  return after;
});

/**
 * Marks two people as different; they are not suggested again. Errors: `not-found`, `forbidden`.
 */
export async function declineMatch(ctx: Context, raw: DeclineMatch): Promise<void> {
  const input = parse(DeclineMatch, raw);
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, input.incident));
    const [one, other] = input.personIds.toSorted();
    if (!one || !other || one === other)
      throw new DomainError('invalid', 'Select two different people.');
    const names = [
      await participantById(ctx, incident.id, one),
      await participantById(ctx, incident.id, other),
    ].map((person) => person.name);
    await ctx.db
      .insertInto('declined_match')
      .values({ one, other })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await record(ctx, {
      kind: 'person.match-declined',
      incidentId: incident.id,
      subjectId: one,
      after: { personIds: [one, other], names },
    });
  });
}

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current person. */
export const renamePerson = verb(RenamePerson, async (ctx, input): Promise<Participant> => {
  const incident = await authorize(ctx, 'people:write', incidentByRef(ctx, input.incident));
  const before = await participantById(ctx, incident.id, input.personId);
  if (!(await savePersonName(ctx, input)))
    throw new DomainError(
      'conflict',
      'This person changed after you opened the page. Reload it, then try again.',
      {
        current: before,
      },
    );
  const after = await participantById(ctx, incident.id, input.personId);
  await record(ctx, {
    kind: 'person.renamed',
    incidentId: incident.id,
    subjectId: input.personId,
    before: [before],
    after: [after],
  });
  return after;
});

/**
 * Whether the person has another identity that this incident can see: those of other compartments
 * do not count.
 */
async function hasOtherIdentity(
  ctx: Context,
  incidentId: string,
  personId: string,
  identityId: string,
): Promise<boolean> {
  const sources = await sourcesSeenBy(
    ctx,
    incidentId,
    await listSourceIds(ctx, personId, identityId),
  );
  return sources.length > 0;
}
