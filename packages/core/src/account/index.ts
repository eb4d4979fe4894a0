export { changeAccount, listAccounts, setOwnTeam } from './accounts.ts';
export { createFirstAdmin, createSetupToken } from './claim.ts';
export { acceptInvitation, inviteAccount } from './invite.ts';
export { findActorByKey, createApiKey, listApiKeys, revokeApiKey } from './keys.ts';
export { accountById, accountsByIds } from './rows.ts';
export { findActorBySession, signIn, signOut, viewSession } from './session.ts';
export { getOrCreateSetting } from './settings.ts';
export { createSignOn, type SignOn } from './sign-on.ts';
export { hashToken, newToken } from './tokens.ts';
