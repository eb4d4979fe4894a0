import {
  DomainError,
  SendCalibration,
  type CalibrationLink,
  type CalibrationSent,
} from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { accountsByEmails } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { createGuestLink, revokeGuestLinks } from '../guest/index.ts';
import { lockIncident } from '../incident/index.ts';
import { verb } from '../verb.ts';
import { listPeopleToAsk } from './entries.ts';
import { listRequests, requestById, type RequestRow } from './rows.ts';

/**
 * Asks people of the incident to check what it says about them. Those without an account get a link,
 * which is shown once. Errors: `invalid`, `not-found`, `forbidden`, `conflict` for someone who was
 * asked before.
 */
export const sendCalibration = verb(
  SendCalibration,
  async (ctx, input): Promise<CalibrationSent> => {
    const incident = await authorize(ctx, 'incident:write', lockIncident(ctx, input.incident));
    const people = await listPeopleToAsk(ctx, incident.id);
    const chosen = [...new Set(input.personIds)].map((id) => {
      const person = people.find(({ personId }) => personId === id);
      if (!person) throw new DomainError('not-found', 'Person not found in this incident.');
      return person;
    });
    const asked = new Set((await listRequests(ctx, incident.id)).map((one) => one.person_id));
    const again = chosen.find(({ personId }) => asked.has(personId));
    if (again)
      throw new DomainError(
        'conflict',
        `${again.name} was asked before. Copy a new link, or withdraw the request first.`,
      );
    const accounts = await findAccounts(ctx, chosen);
    const links: CalibrationLink[] = [];
    for (const person of chosen) {
      const request = await ctx.db
        .insertInto('calibration_request')
        .values({
          id: ctx.ids.next(),
          incident_id: incident.id,
          person_id: person.personId,
          account_id: accounts.get(person.personId) ?? null,
          name: person.name,
          sent_at: ctx.clock.now(),
          sent_by: jsonb(actorRef(ctx.actor)),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      if (request.account_id === null) links.push(await makeLink(ctx, request));
    }
    const count = chosen.length;
    await record(ctx, {
      kind: 'calibration.sent',
      incidentId: incident.id,
      subjectId: incident.id,
      after: { name: count === 1 ? 'someone' : `${count} people` },
    });
    return { links };
  },
);

/** The active accounts of people, by an email address that they have in the record. */
export async function findAccounts(
  ctx: Context,
  people: readonly { personId: string; identities: readonly { email: string | null }[] }[],
): Promise<Map<string, string>> {
  const emails = people.flatMap(({ identities }) =>
    identities.flatMap(({ email }) => email?.toLowerCase() ?? []),
  );
  const accounts = new Map(
    (await accountsByEmails(ctx, emails)).map(({ id, email }) => [email.toLowerCase(), id]),
  );
  return new Map(
    people.flatMap(({ personId, identities }) => {
      const found = identities
        .map(({ email }) => accounts.get(email?.toLowerCase() ?? ''))
        .find((id) => id !== undefined);
      return found === undefined ? [] : [[personId, found] as const];
    }),
  );
}

async function makeLink(ctx: Context, request: RequestRow): Promise<CalibrationLink> {
  const link = await createGuestLink(ctx, {
    incidentId: request.incident_id,
    purpose: 'calibration',
    subjectId: request.id,
    name: request.name,
  });
  return { personId: request.person_id, name: request.name, ...link };
}

/** Replaces the link of a request; the earlier one ends. Errors: `not-found`, `forbidden`. */
export async function replaceCalibrationLink(
  ctx: Context,
  input: { id: string },
): Promise<CalibrationLink> {
  return inTransaction(ctx, async (ctx) => {
    const { request, incident } = await requestById(ctx, input.id);
    await authorize(ctx, 'incident:write', incident);
    const link = await makeLink(ctx, request);
    await record(ctx, {
      kind: 'calibration.link-replaced',
      incidentId: incident.id,
      subjectId: request.id,
    });
    return link;
  });
}

/**
 * Withdraws a request with its link. Answers that the person has not finished are deleted. Errors:
 * `not-found`, `forbidden`.
 */
export async function withdrawCalibration(ctx: Context, input: { id: string }): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const { request, incident } = await requestById(ctx, input.id);
    await authorize(ctx, 'incident:write', incident);
    await revokeGuestLinks(ctx, [request.id]);
    await ctx.db
      .updateTable('calibration_request')
      .set({ withdrawn_at: ctx.clock.now() })
      .where('id', '=', request.id)
      .execute();
    if (request.finished_at === null)
      await ctx.db.deleteFrom('calibration_answer').where('request_id', '=', request.id).execute();
    await record(ctx, {
      kind: 'calibration.withdrawn',
      incidentId: incident.id,
      subjectId: request.id,
    });
  });
}
