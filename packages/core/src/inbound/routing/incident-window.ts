import type { Status } from '@debrief/contract';
import { isOngoing } from '@debrief/rules/incident';
import type { Selectable } from 'kysely';
import type { InboundTables } from '../tables.ts';

export type RoutingWindow = Selectable<InboundTables['routing_window']>;

const marginMs = 3_600_000;

/**
 * The time in which records belong to an incident: from an hour before its start to an hour after
 * its end. It starts with its first milestone, or when it was declared. It ends when it was resolved, else
 * with its last milestone or when it was no longer ongoing; an ongoing one has no end. Null if that is
 * no time.
 */
export function findWindow(
  incident: { id: string; status: Status; services: readonly string[]; created_at: Date },
  milestones: readonly { kind: string; at: string }[],
  before: Pick<RoutingWindow, 'is_ongoing' | 'closed_at'> | null,
  now: Date,
): RoutingWindow | null {
  const times = milestones.map(({ at }) => Date.parse(at));
  const resolved = milestones.find(({ kind }) => kind === 'resolved');
  const isNowOngoing = isOngoing(incident.status);
  const closed = before?.is_ongoing === true ? now : (before?.closed_at ?? null);
  const known = closed === null ? times : [...times, closed.getTime()];
  const start = times.length > 0 ? Math.min(...times) : incident.created_at.getTime();
  const lastKnown = known.length > 0 ? Math.max(...known) : start;
  const end = resolved ? Date.parse(resolved.at) : isNowOngoing ? null : lastKnown;
  if (end !== null && end < start) return null;
  return {
    incident_id: incident.id,
    services: incident.services.map((name) => name.toLowerCase()),
    from_at: new Date(start - marginMs),
    until_at: end === null ? null : new Date(end + marginMs),
    is_ongoing: isNowOngoing,
    closed_at: isNowOngoing ? null : closed,
  };
}
