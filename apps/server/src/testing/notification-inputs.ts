import type { routes } from '@debrief/contract';
import { noInputs, type Inputs } from './route-input.ts';

/** Everything belongs to the account that asks. */
export const notificationInputs: Record<keyof (typeof routes)['notification'], Inputs> = {
  waiting: () => [{}],
  list: () => [{}],
  // Marks and addresses are of the account: what it answered before differs from what it answers after.
  markRead: noInputs,
  settings: () => [{}],
  changeSettings: noInputs,
  createFeed: noInputs,
  revokeFeed: noInputs,
  sendTest: noInputs,
  problems: () => [{}],
};
