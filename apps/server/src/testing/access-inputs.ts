import type { routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

export const accessInputs: Record<keyof typeof routes.access, Inputs> = {
  session: noInputs,
  claim: noInputs,
  signIn: noInputs,
  signOut: noInputs,
  changePassword: noInputs,
  sessions: noInputs,
  endSession: noInputs,
  endOtherSessions: noInputs,
  resetPassword: noInputs,
  invitation: noInputs,
  accept: noInputs,
  accounts: () => [{}],
  invite: noInputs,
  changeAccount: noInputs,
  changeOwnAccount: noInputs,
  keys: noInputs,
  createKey: noInputs,
  revokeKey: noInputs,
  activity: (target, given) => [
    { incident: target.incident },
    { subject: target.incidentId },
    { subject: target.eventId },
    { incident: given.open, subject: target.importId },
    {},
  ],
  live: of(),
};
