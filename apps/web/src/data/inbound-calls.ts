import type { QueryKey } from '@tanstack/react-query';
import { api } from '../api.ts';
import { incidentKey } from './read.ts';

type InboundCalls = Pick<
  (typeof api)['organization-inbound'],
  | 'list'
  | 'create'
  | 'rotate'
  | 'setSecret'
  | 'setMapping'
  | 'revoke'
  | 'deliveries'
  | 'delivery'
  | 'test'
  | 'reread'
>;

/** The calls for the endpoints of an incident, or of the organization (null). */
export function inboundCalls(incident: string | null): InboundCalls {
  if (incident === null) return api['organization-inbound'];
  const { inbound } = api;
  return {
    list: (_, options) => inbound.list({ incident }, options),
    create: (input) => inbound.create({ ...input, incident }),
    rotate: (input) => inbound.rotate({ ...input, incident }),
    setSecret: (input) => inbound.setSecret({ ...input, incident }),
    setMapping: (input) => inbound.setMapping({ ...input, incident }),
    revoke: (input) => inbound.revoke({ ...input, incident }),
    deliveries: (input, options) => inbound.deliveries({ ...input, incident }, options),
    delivery: (input, options) => inbound.delivery({ ...input, incident }, options),
    test: (input) => inbound.test({ ...input, incident }),
    reread: (input) => inbound.reread({ ...input, incident }),
  };
}

export function inboundKey(incident: string | null, ...part: unknown[]): QueryKey {
  return incident === null ? ['inbound', ...part] : incidentKey(incident, 'inbound', ...part);
}
