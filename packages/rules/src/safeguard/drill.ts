import type { AlertDrill, DrillState } from '@debrief/contract';
import { durationText } from '../time/index.ts';

export interface KeptDrill {
  startedAt: Date;
  until: Date;
  arrivedAt: Date | null;
  canceledAt: Date | null;
  problem: string | null;
  receiver: string | null;
  endpoint: string | null;
}

const advice =
  'Check that the address of an inbound endpoint is in a receiver of its route, and that no silence, inhibition or time interval mutes it.';

/** Where a test alert is, and what that means. One that arrives late has arrived. */
export function judgeDrill(drill: KeptDrill, now: Date): Pick<AlertDrill, 'state' | 'text'> {
  const { startedAt, until, arrivedAt, canceledAt, problem, receiver, endpoint } = drill;
  const toJudged = (state: DrillState, text: string) => ({ state, text });
  const since = (at: Date) => durationText(at.getTime() - startedAt.getTime());
  if (arrivedAt)
    return toJudged(
      'arrived',
      `Arrived after ${since(arrivedAt)} at the endpoint ${endpoint ?? ''}${receiver ? `, from the receiver ${receiver}` : ''}.`,
    );
  if (canceledAt) return toJudged('canceled', 'Canceled.');
  if (problem !== null) return toJudged('failed', `Not sent: ${problem}`);
  if (now < until) return toJudged('waiting', 'Sent. Waiting for it at an inbound endpoint.');
  return toJudged('missed', `Did not arrive within ${since(until)}. ${advice}`);
}
