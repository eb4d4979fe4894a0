import { z } from 'zod';
import {
  AcceptInvitation,
  Account,
  Activity,
  ApiKey,
  ChangeAccount,
  ChangeOwnAccount,
  ChangePassword,
  CreateFirstAdmin,
  CreateApiKey,
  CreatedApiKey,
  Invitation,
  InvitationView,
  InviteAccount,
  Session,
  SessionView,
  SignIn,
  ViewInvitation,
} from './schema.ts';
import { ActivityArea } from '../activity-area.ts';
import { ActivityId, Id, toPageSchema } from '../ids.ts';
import { incident, ofId, paging } from '../inputs.ts';
import { del, get, patch, post } from '../route.ts';

export const accessRoutes = {
  session: get('/api/session', 'Get the current session', {
    scope: 'none',
    input: null,
    output: SessionView,
  }),
  claim: post('/api/session/claim', 'Create the first admin account with the setup link', {
    scope: 'none',
    input: CreateFirstAdmin,
    output: SessionView,
  }),
  signIn: post('/api/session', 'Sign in with email and password', {
    scope: 'none',
    input: SignIn,
    output: SessionView,
  }),
  signOut: del('/api/session', 'Sign out', {
    scope: 'none',
    input: null,
    output: null,
    status: 204,
  }),
  changePassword: post(
    '/api/session/password',
    'Change your password and sign out everywhere else',
    {
      scope: 'admin',
      input: ChangePassword,
      output: null,
      status: 204,
    },
  ),
  sessions: get('/api/sessions', 'List the browsers where you are signed in', {
    scope: 'admin',
    input: null,
    output: z.object({ items: z.array(Session) }),
  }),
  endSession: del('/api/sessions/{id}', 'Sign out one of your browsers', {
    scope: 'admin',
    input: ofId,
    output: null,
    status: 204,
  }),
  endOtherSessions: del('/api/sessions', 'Sign out everywhere else', {
    scope: 'admin',
    input: null,
    output: null,
    status: 204,
  }),
  invitation: post('/api/invitations/view', 'View an invitation before accepting it', {
    scope: 'none',
    input: ViewInvitation,
    output: InvitationView,
  }),
  accept: post('/api/invitations/accept', 'Accept an invitation and set a password', {
    scope: 'none',
    input: AcceptInvitation,
    output: SessionView,
  }),
  accounts: get('/api/accounts', 'List accounts', {
    input: z.object(paging),
    output: toPageSchema(Account),
  }),
  invite: post('/api/accounts', 'Invite someone', {
    scope: 'admin',
    input: InviteAccount,
    output: Invitation,
    status: 201,
  }),
  changeAccount: patch('/api/accounts/{id}', 'Change an account, or disable it', {
    scope: 'admin',
    input: ChangeAccount,
    output: Account,
  }),
  resetPassword: post(
    '/api/accounts/{id}/reset',
    'End the password and sessions of an account and get a link to set a new password',
    { scope: 'admin', input: ofId, output: Invitation, status: 201 },
  ),
  changeOwnAccount: patch('/api/session/account', 'Change your name, team or time zone', {
    scope: 'admin',
    input: ChangeOwnAccount,
    output: Account,
  }),
  keys: get('/api/keys', 'List your API keys', {
    scope: 'admin',
    input: null,
    output: z.object({ items: z.array(ApiKey) }),
  }),
  createKey: post('/api/keys', 'Create an API key', {
    scope: 'admin',
    input: CreateApiKey,
    output: CreatedApiKey,
    status: 201,
  }),
  revokeKey: del('/api/keys/{id}', 'Revoke an API key', {
    scope: 'admin',
    input: ofId,
    output: null,
    status: 204,
  }),
  activity: get('/api/activity', 'List recent activity, newest first', {
    input: z.object({
      incident: incident.optional(),
      subject: Id.optional(),
      about: ActivityArea.optional(),
      ...paging,
    }),
    output: toPageSchema(Activity),
  }),
  live: get('/api/live', 'Stream changes (server-sent events; resume with Last-Event-ID)', {
    input: z.object({ incident: incident.optional(), after: ActivityId.optional() }),
    output: null,
    answer: 'events',
  }),
} as const;
