import { z } from 'zod';
import { ofIncident } from '../inputs.ts';
import { get, patch, post } from '../route.ts';
import {
  ChangeConnection,
  ChatChannels,
  Connection,
  ConnectionRef,
  CreateConnection,
  ListChatChannels,
} from './connection-schema.ts';

const scope = 'import';
const one = { scope, input: ConnectionRef, output: Connection } as const;

/** Deliveries, reading again and revoking are the routes of inbound endpoints. */
export const connectionRoutes = {
  list: get('/api/incidents/{incident}/connections', 'List the connections of an incident', {
    scope,
    input: ofIncident,
    output: z.object({ items: z.array(Connection) }),
  }),
  create: post(
    '/api/incidents/{incident}/connections',
    'Create a connection: a source that Debrief checks regularly',
    { scope, input: CreateConnection, output: Connection, status: 201 },
  ),
  channels: post(
    '/api/incidents/{incident}/connections/channels',
    'Ask a chat tool for its channels (tokens that are given are not stored)',
    { scope, input: ListChatChannels, output: ChatChannels },
  ),
  change: patch(
    '/api/incidents/{incident}/connections/{id}',
    'Change the name, the settings or the token of a connection',
    { scope, input: ChangeConnection, output: Connection },
  ),
  pause: post('/api/incidents/{incident}/connections/{id}/pause', 'Pause a connection', one),
  resume: post('/api/incidents/{incident}/connections/{id}/resume', 'Resume a connection', one),
  pull: post('/api/incidents/{incident}/connections/{id}/pull', 'Check a connection now', {
    ...one,
    status: 202,
  }),
} as const;
