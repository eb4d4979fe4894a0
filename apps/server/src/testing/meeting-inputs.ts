import type { routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

const entry = '01890a5d-ac96-774b-bcce-b302099a8057';

/** The inputs of the routes of meetings. */
export const meetingInputs: Record<keyof (typeof routes)['meeting'], Inputs> = {
  get: of(),
  invitation: of(),
  invitees: of(() => ({ text: 'ada' })),
  plan: of(() => ({ version: null, startsAt: '2026-03-09T14:00:00Z' })),
  changeState: of(() => ({ to: 'running' })),
  remove: of(() => ({ version: 1 })),
  ask: of(() => ({ text: 'x' })),
  changeQuestion: of(() => ({ id: entry, state: 'answered' })),
  park: of(() => ({ text: 'x' })),
  changeIdea: of(() => ({ id: entry, state: 'follow-up' })),
  attend: of(),
  removeAttendee: of(() => ({ id: entry })),
  changeOwnPart: of(() => ({ hasRead: true })),
  move: of(() => ({ sectionId: entry, step: 0 })),
  createLink: of(),
  removeLink: of(),
  // Routes for guests refer to no incident. See `meeting-guest.test.ts`.
  readAsGuest: noInputs,
  askAsGuest: noInputs,
  attendAsGuest: noInputs,
  changePartAsGuest: noInputs,
  undo: (target) => [{ activityId: target.followUpActivityId }],
};
