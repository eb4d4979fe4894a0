import type { routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

/** The inputs of the routes for guests: none refers to an incident. See `guest.test.ts`. */
export const guestInputs: Record<keyof (typeof routes)['guest'], Inputs> = {
  view: noInputs,
  open: noInputs,
  get: noInputs,
};

/** The inputs of the routes of calibration. The routes for guests refer to no incident. */
export const calibrationInputs: Record<keyof (typeof routes)['calibration'], Inputs> = {
  get: of(),
  send: of((target) => ({ personIds: [target.personId] })),
  newLink: (target) => [{ id: target.calibrationId }],
  withdraw: (target) => [{ id: target.calibrationId }],
  decide: (target) => [{ id: target.calibrationAnswerId, decision: 'applied' }],
  inbox: (target) => [{ id: target.calibrationId }],
  answer: (target) => [
    { id: target.calibrationId, entry: 'x', seen: 'x', version: null, verdict: 'confirmed' },
  ],
  finish: (target) => [{ id: target.calibrationId }],
  guestInbox: noInputs,
  guestAnswer: noInputs,
  guestFinish: noInputs,
};
