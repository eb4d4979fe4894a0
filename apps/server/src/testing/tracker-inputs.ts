import type { routes } from '@debrief/contract';
import { noInputs, type Inputs } from './route-input.ts';

/** Trackers belong to the organization; the outsider has none of their own. */
export const trackerInputs: { [Name in keyof (typeof routes)['tracker']]: Inputs } = {
  list: noInputs,
  connect: noInputs,
  change: noInputs,
  test: noInputs,
  remove: noInputs,
  createIssue: (target) => [{ id: target.followUpId, trackerId: target.evidenceId }],
  linkIssue: (target) => [{ id: target.followUpId, url: 'https://github.com/acme/shop/issues/12' }],
  unlinkIssue: (target) => [{ id: target.followUpId }],
  syncIssue: (target) => [{ id: target.followUpId }],
};
