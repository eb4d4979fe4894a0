import { DomainError } from '@debrief/contract';
import type { Selectable } from 'kysely';
import { getAccountId, type Actor, type Context } from '../context.ts';
import { guestFor } from '../guest/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import type { CalibrationTables } from './tables.ts';

export type RequestRow = Selectable<CalibrationTables['calibration_request']>;
export type AnswerRow = Selectable<CalibrationTables['calibration_answer']>;

/** Requests that are not withdrawn, of an incident that the actor can see. */
export async function listRequests(ctx: Context, incidentId: string): Promise<RequestRow[]> {
  return ctx.db
    .selectFrom('calibration_request')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('withdrawn_at', 'is', null)
    .orderBy('sent_at')
    .orderBy('id')
    .execute();
}

/** Requests of people who have finished, also withdrawn ones: what they changed stays. */
export async function listFinished(ctx: Context, incidentId: string): Promise<RequestRow[]> {
  return ctx.db
    .selectFrom('calibration_request')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('finished_at', 'is not', null)
    .orderBy('finished_at')
    .execute();
}

/**
 * A request of an incident that the actor can see, locked until the transaction ends. Errors:
 * `not-found`, also for one that was withdrawn.
 */
export async function requestById(
  ctx: Context,
  id: string,
): Promise<{ incident: IncidentRow; request: RequestRow }> {
  const request = await ctx.db
    .selectFrom('calibration_request')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const incident = request && (await findIncident(ctx, request.incident_id));
  if (!request || !incident) throw missingRequest();
  return { incident, request };
}

/** An incident that the actor can see, else null. */
export async function findIncident(ctx: Context, id: string): Promise<IncidentRow | null> {
  return incidentByRef(ctx, id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not-found') return null;
    throw error;
  });
}

function missingRequest(): DomainError {
  return new DomainError('not-found', 'This request was not found, or it was withdrawn.');
}

/** A request and who it was sent to. They see what it is about, whatever incidents they can see. */
export interface OwnRequest {
  incident: IncidentRow;
  request: RequestRow;
  /** Reads the incident for them. They get only what is about them. */
  reader: Context;
}

const reader: Actor = { type: 'system', name: 'calibration' };

/**
 * The request that was sent to the account that acts. Errors: `not-found` for every other one and for one
 * that was withdrawn.
 */
export async function accountRequest(ctx: Context, id: string): Promise<OwnRequest> {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null) throw missingRequest();
  return ownRequest(ctx, id, accountId);
}

/** The request of the guest who acts. Errors: `not-signed-in`, `not-found` for one that was withdrawn. */
export async function guestRequest(ctx: Context): Promise<OwnRequest> {
  return ownRequest(ctx, guestFor(ctx, 'calibration').subjectId, null);
}

async function ownRequest(ctx: Context, id: string, accountId: string | null): Promise<OwnRequest> {
  let query = ctx.db
    .selectFrom('calibration_request')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null);
  if (accountId !== null) query = query.where('account_id', '=', accountId);
  const request = await (ctx.db.isTransaction ? query.forUpdate() : query).executeTakeFirst();
  if (!request) throw missingRequest();
  const asReader = { ...ctx, actor: reader };
  return {
    request,
    incident: await incidentByRef(asReader, request.incident_id),
    reader: asReader,
  };
}

/** The newest answers first. */
export async function listAnswers(
  ctx: Context,
  requestIds: readonly string[],
): Promise<AnswerRow[]> {
  if (requestIds.length === 0) return [];
  return ctx.db
    .selectFrom('calibration_answer')
    .selectAll()
    .where('request_id', 'in', [...requestIds])
    .orderBy('answered_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
