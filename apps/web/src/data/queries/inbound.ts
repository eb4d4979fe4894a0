import type { PreviewRoutingRule } from '@debrief/contract';
import { api } from '../../api.ts';
import { inboundCalls, inboundKey } from '../inbound-calls.ts';
import { incidentKey, read } from '../read.ts';

export const inboundQueries = {
  inbound: (ref: string | null) =>
    read(inboundKey(ref), (options) => inboundCalls(ref).list({}, options)),
  routingRules: (id: string) =>
    read(inboundKey(null, 'rules', id), (options) =>
      api['organization-inbound'].rules({ id }, options),
    ),
  routingPreview: (input: PreviewRoutingRule) => ({
    ...read(
      inboundKey(null, 'preview', input),
      (options) => api['organization-inbound'].previewRule(input, options),
      0,
    ),
    placeholderData: <Before>(before: Before) => before,
  }),
  mappings: () => read(['mappings'], (options) => api.evidence.mappings({}, options), 0),
  connections: (ref: string) =>
    read(incidentKey(ref, 'inbound', 'connections'), (options) =>
      api.connection.list({ incident: ref }, options),
    ),
  deliveries: (ref: string | null, id: string) =>
    read(inboundKey(ref, id), (options) => inboundCalls(ref).deliveries({ id }, options)),
  delivery: (ref: string | null, id: string, delivery: string) =>
    read(inboundKey(ref, id, delivery), (options) =>
      inboundCalls(ref).delivery({ id, delivery }, options),
    ),
};
