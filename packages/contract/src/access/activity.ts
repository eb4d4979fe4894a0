import { activityTable, type ActivityDefinition, type QueryFamily } from '../activity-kind.ts';

const kind = (says: string, ...stale: QueryFamily[]): ActivityDefinition => ({
  says,
  stale,
  undo: null,
});
const account = (says: string) => kind(says, 'accounts', 'session');

export const accessActivity = activityTable({
  'account.changed': account('changed the account of {after}'),
  'account.claimed': account('set up this server'),
  'account.invited': account('invited {after}'),
  'account.joined': account('accepted an invitation'),
  'account.password-changed': account('changed their password'),
  'account.password-reset': account('reset the password of {after}'),
  'account.sessions-ended': account('signed out other browsers'),
  'account.sign-in-failed': account('failed to sign in as {after}'),
  'account.signed-out': account('signed out'),
  'account.signed-in': account('signed in'),
  'api-key.created': kind('created the API key {after}', 'keys'),
  'api-key.revoked': kind('revoked the API key {before}', 'keys'),
});
