import type { EvidenceKind } from '@debrief/contract';
import type { Context } from '../context.ts';

/** An item of the record and who wrote it. */
export interface AuthoredItem {
  evidenceId: string;
  itemId: string;
  identityId: string;
  kind: EvidenceKind;
  at: string;
  title: string;
  /** The start of it. */
  text: string;
}

/**
 * The evidence that the incident's items cite, with its authors. The caller has checked
 * that the actor can see the incident.
 */
export async function listCitedItems(ctx: Context, incidentId: string): Promise<AuthoredItem[]> {
  const rows = await authoredItems(ctx)
    .innerJoin('citation', 'citation.evidence_id', 'evidence.id')
    .where('citation.incident_id', '=', incidentId)
    .distinctOn('evidence.id')
    .orderBy('evidence.id')
    .execute();
  return rows.flatMap(toAuthored);
}

const longestTitle = 120;
const longestStart = 2_000;
const mostTickets = 50;

/** The tickets and status updates of an incident's record, the first ones, with their authors. */
export async function listTicketsAndUpdates(
  ctx: Context,
  incidentId: string,
): Promise<AuthoredItem[]> {
  const rows = await authoredItems(ctx)
    .innerJoin('incident_stream', 'incident_stream.stream_id', 'evidence.stream_id')
    .select(['evidence.stream_id', 'evidence.key'])
    .where('incident_stream.incident_id', '=', incidentId)
    .where('evidence.kind', 'in', ['ticket', 'status-update'])
    .where('evidence.replies_to_key', 'is', null)
    .where('evidence.revision', '=', 1)
    .where((eb) =>
      eb.or([
        eb('incident_stream.from_at', 'is', null),
        eb('evidence.occurred_at', '>=', eb.ref('incident_stream.from_at')),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('incident_stream.until_at', 'is', null),
        eb('evidence.occurred_at', '<', eb.ref('incident_stream.until_at')),
      ]),
    )
    .orderBy('evidence.occurred_at')
    .limit(mostTickets)
    .execute();
  // A ticket of which each change has a number starts with the first: SRCH-14-1, SRCH-14-2.
  const toTicket = (row: { stream_id: string; key: string }) =>
    `${row.stream_id} ${/^(.*\d)[-#/:]\d+$/.exec(row.key)?.[1] ?? row.key}`;
  const first = new Map(rows.toReversed().map((row) => [toTicket(row), row]));
  return rows.filter((row) => first.get(toTicket(row)) === row).flatMap(toAuthored);
}

function authoredItems(ctx: Context) {
  return ctx.db
    .selectFrom('evidence')
    .select(['evidence.id', 'evidence.item_id', 'evidence.identity_id', 'evidence.kind'])
    .select(['evidence.occurred_at', 'evidence.text', 'evidence.details'])
    .where('evidence.is_bot', '=', false);
}

type AuthoredRow = Awaited<ReturnType<ReturnType<typeof authoredItems>['execute']>>[number];

function toAuthored(row: AuthoredRow): AuthoredItem[] {
  const { id, item_id, identity_id, kind, occurred_at, text, details } = row;
  if (identity_id === null) return [];
  const title = (details.title ?? text.split('\n', 1)[0] ?? '').slice(0, longestTitle);
  const at = occurred_at.toISOString();
  const start = text.slice(0, longestStart);
  return [
    { evidenceId: id, itemId: item_id, identityId: identity_id, kind, at, title, text: start },
  ];
}
