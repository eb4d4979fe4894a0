import { z } from 'zod';
import { Id } from '../ids.ts';
import { ofId } from '../inputs.ts';
import { routeMakers } from '../route.ts';
import {
  AddRoutingRule,
  ChangeRoutingRule,
  PreviewRoutingRule,
  RoutingPreview,
  RoutingRule,
  RoutingRuleRef,
} from './routing-rule.ts';
import {
  AddDelivery,
  ChangeInboundEndpoint,
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

const { get, post, put, patch, del } = routeMakers({ scope: 'admin' });
const ofOrganization = { incident: true } as const;
const rules = z.object({ items: z.array(RoutingRule) });

/** Endpoints of the organization: their deliveries are kept, and rules add them to incidents. */
export const organizationInboundRoutes = {
  list: get(
    '/api/inbound',
    "List the organization's inbound endpoints, and the sources available",
    {
      input: z.object({}),
      output: z.object({
        items: z.array(InboundEndpointSummary),
        sources: z.array(InboundSourceName),
      }),
    },
  ),
  create: post(
    '/api/inbound',
    'Create an endpoint of the organization (its address is shown once)',
    {
      input: CreateInboundEndpoint.omit(ofOrganization),
      output: CreatedInboundEndpoint,
      status: 201,
    },
  ),
  change: patch('/api/inbound/{id}', 'Rename an endpoint, or change how long it keeps deliveries', {
    input: ChangeInboundEndpoint,
    output: InboundEndpoint,
  }),
  rotate: post(
    '/api/inbound/{id}/rotate',
    'Replace the address of an endpoint of the organization',
    {
      input: RotateInboundEndpoint.omit(ofOrganization),
      output: CreatedInboundEndpoint,
    },
  ),
  setSecret: put('/api/inbound/{id}/secret', "Store or remove the sender's signing secret", {
    input: SetInboundSecret.omit(ofOrganization),
    output: InboundEndpoint,
  }),
  setMapping: put(
    '/api/inbound/{id}/mapping',
    'Select the saved mapping that reads its records (what is kept is read again)',
    { input: SetInboundMapping.omit(ofOrganization), output: InboundEndpoint },
  ),
  revoke: del('/api/inbound/{id}', 'Revoke an endpoint of the organization', {
    input: InboundEndpointRef.omit(ofOrganization),
    output: null,
    status: 204,
  }),
  deliveries: get('/api/inbound/{id}/deliveries', 'List the last 100 deliveries, newest first', {
    input: InboundEndpointRef.omit(ofOrganization),
    output: z.object({ items: z.array(InboundDelivery) }),
  }),
  delivery: get('/api/inbound/{id}/deliveries/{delivery}', 'Get a delivery with its payload', {
    input: InboundEndpointRef.omit(ofOrganization).extend({ delivery: Id }),
    output: InboundDelivery,
  }),
  addDelivery: post(
    '/api/inbound/{id}/deliveries/{delivery}/add',
    'Add a delivery that is kept to an incident, with all states of its alerts',
    { input: AddDelivery, output: InboundDelivery },
  ),
  test: post('/api/inbound/{id}/test', 'Send a sample of the tool (no incident gets it)', {
    input: InboundEndpointRef.omit(ofOrganization),
    output: InboundDelivery,
    status: 201,
  }),
  reread: post('/api/inbound-reread', 'Read deliveries again that were not understood', {
    input: RereadDeliveries.omit(ofOrganization),
    output: z.object({ deliveries: z.int() }),
    status: 202,
  }),
  rules: get('/api/inbound/{id}/rules', 'List the routing rules of an endpoint in their order', {
    input: ofId,
    output: rules,
  }),
  addRule: post('/api/inbound/{id}/rules', 'Add a routing rule after the others', {
    input: AddRoutingRule,
    output: rules,
    status: 201,
  }),
  changeRule: patch('/api/inbound/{id}/rules/{rule}', 'Change, move, enable or disable a rule', {
    input: ChangeRoutingRule,
    output: rules,
  }),
  removeRule: del('/api/inbound/{id}/rules/{rule}', 'Remove a routing rule', {
    input: RoutingRuleRef,
    output: rules,
  }),
  previewRule: post(
    '/api/inbound/{id}/rule-preview',
    'Try a rule on the latest deliveries without saving it',
    { input: PreviewRoutingRule, output: RoutingPreview },
  ),
} as const;
