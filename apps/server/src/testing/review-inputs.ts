import type { routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

/** The inputs of the routes of reviews. */
export const reviewInputs: Record<keyof (typeof routes)['review'], Inputs> = {
  get: of(),
  all: () => [{}, { depth: 'undecided' }, { investigator: 'me' }, { state: 'open' }],
  undecided: noInputs,
  investigators: noInputs,
  train: noInputs,
  candidates: of(),
  request: of(() => ({ reason: 'x' })),
  decide: of(() => ({ version: null, depth: 'note', reason: 'x' })),
  ask: (target, given) => of(() => ({ version: 1, accountId: given.accountId }))(target, given),
  answer: of(() => ({ version: 1, accept: true })),
  withdraw: (target, given) =>
    of(() => ({ version: 1, accountId: given.accountId }))(target, given),
  setSponsor: of(() => ({ version: 1, sponsor: null })),
  undo: (target) => [{ activityId: target.followUpActivityId }],
  policies: noInputs,
  addPolicy: noInputs,
  tryPolicy: () => [
    { expression: 'severity > 0' },
    { about: 'follow-up', expression: 'severity > 0' },
  ],
  changePolicy: noInputs,
  removePolicy: noInputs,
};
