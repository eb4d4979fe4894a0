import { z } from 'zod';
import { Id } from '../ids.ts';
import { ofIncident } from '../inputs.ts';
import { del, get, post, put } from '../route.ts';
import {
  CreatedInboundEndpoint,
  CreateInboundEndpoint,
  InboundDelivery,
  InboundEndpoint,
  InboundEndpointRef,
  InboundEndpointSummary,
  InboundSourceName,
  RereadDeliveries,
  RotateInboundEndpoint,
  SetInboundMapping,
  SetInboundSecret,
} from './schema.ts';

const scope = 'import';
const inIncident = { incident: true } as const;

export const inboundRoutes = {
  list: get(
    '/api/incidents/{incident}/inbound',
    'List the inbound endpoints of an incident, and the sources available',
    {
      scope,
      input: ofIncident,
      output: z.object({
        items: z.array(InboundEndpointSummary),
        sources: z.array(InboundSourceName),
      }),
    },
  ),
  create: post(
    '/api/incidents/{incident}/inbound',
    'Create an inbound endpoint (its address is shown once)',
    {
      scope,
      input: CreateInboundEndpoint.required(inIncident),
      output: CreatedInboundEndpoint,
      status: 201,
    },
  ),
  rotate: post(
    '/api/incidents/{incident}/inbound/{id}/rotate',
    'Replace the address of an inbound endpoint (the old one works for another day)',
    { scope, input: RotateInboundEndpoint.required(inIncident), output: CreatedInboundEndpoint },
  ),
  setSecret: put(
    '/api/incidents/{incident}/inbound/{id}/secret',
    "Store or remove the sender's signing secret (the old one works for another day)",
    { scope, input: SetInboundSecret.required(inIncident), output: InboundEndpoint },
  ),
  setMapping: put(
    '/api/incidents/{incident}/inbound/{id}/mapping',
    'Select the saved mapping that reads the records of an inbound endpoint',
    { scope, input: SetInboundMapping.required(inIncident), output: InboundEndpoint },
  ),
  revoke: del(
    '/api/incidents/{incident}/inbound/{id}',
    'Revoke an inbound endpoint (what it delivered is kept)',
    { scope, input: InboundEndpointRef.required(inIncident), output: null, status: 204 },
  ),
  deliveries: get(
    '/api/incidents/{incident}/inbound/{id}/deliveries',
    'List the last 100 deliveries to an inbound endpoint, newest first',
    {
      scope,
      input: InboundEndpointRef.required(inIncident),
      output: z.object({ items: z.array(InboundDelivery) }),
    },
  ),
  delivery: get(
    '/api/incidents/{incident}/inbound/{id}/deliveries/{delivery}',
    'Get a delivery with its complete payload',
    {
      scope,
      input: InboundEndpointRef.required(inIncident).extend({ delivery: Id }),
      output: InboundDelivery,
    },
  ),
  test: post(
    '/api/incidents/{incident}/inbound/{id}/test',
    'Send a sample of the tool to an inbound endpoint',
    { scope, input: InboundEndpointRef.required(inIncident), output: InboundDelivery, status: 201 },
  ),
  reread: post(
    '/api/incidents/{incident}/inbound-reread',
    'Read deliveries again that were not understood, of one endpoint or all',
    {
      scope,
      input: RereadDeliveries.required(inIncident),
      output: z.object({ deliveries: z.int() }),
      status: 202,
    },
  ),
} as const;
