import { z } from 'zod';
import { Id } from '../ids.ts';
import { incident, ofIncident } from '../inputs.ts';
import { del, get, post } from '../route.ts';
import {
  CreatedInboundEndpoint,
  CreateInboundEndpoint,
  InboundDelivery,
  InboundEndpoint,
  InboundSourceName,
} from './schema.ts';

const endpoint = z.object({ incident, id: Id });
const scope = 'import';

export const inboundRoutes = {
  list: get(
    '/api/incidents/{incident}/inbound',
    'List the inbound endpoints of an incident, and the sources available',
    {
      scope,
      input: ofIncident,
      output: z.object({ items: z.array(InboundEndpoint), sources: z.array(InboundSourceName) }),
    },
  ),
  create: post(
    '/api/incidents/{incident}/inbound',
    'Create an inbound endpoint (its address is shown once)',
    { scope, input: CreateInboundEndpoint, output: CreatedInboundEndpoint, status: 201 },
  ),
  rotate: post(
    '/api/incidents/{incident}/inbound/{id}/rotate',
    'Replace the address of an inbound endpoint',
    { scope, input: endpoint, output: CreatedInboundEndpoint },
  ),
  revoke: del(
    '/api/incidents/{incident}/inbound/{id}',
    'Revoke an inbound endpoint (what it delivered is kept)',
    { scope, input: endpoint, output: null, status: 204 },
  ),
  deliveries: get(
    '/api/incidents/{incident}/inbound/{id}/deliveries',
    'List the last 100 deliveries to an inbound endpoint, newest first',
    { scope, input: endpoint, output: z.object({ items: z.array(InboundDelivery) }) },
  ),
} as const;
