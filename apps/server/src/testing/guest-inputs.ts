import type { routes } from '@debrief/contract';
import { noInputs, type Inputs } from './route-input.ts';

/** The inputs of the routes for guests: none refers to an incident. See `guest.test.ts`. */
export const guestInputs: Record<keyof (typeof routes)['guest'], Inputs> = {
  view: noInputs,
  open: noInputs,
  get: noInputs,
};
