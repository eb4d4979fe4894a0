import type { Routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

/** An endpoint of an incident is none of the organization. */
export const organizationInboundInputs: Record<keyof Routes['organization-inbound'], Inputs> = {
  list: noInputs,
  create: noInputs,
  change: (target) => [{ id: target.endpointId, keepDays: 1 }],
  rotate: (target) => [{ id: target.endpointId }],
  setSecret: (target) => [{ id: target.endpointId, secret: 'eight-or-more' }],
  setMapping: (target) => [{ id: target.endpointId, mappingId: null }],
  revoke: (target) => [{ id: target.endpointId }],
  addDelivery: (target) => [
    { id: target.endpointId, delivery: target.endpointId, incident: target.incident },
  ],
  deliveries: (target) => [{ id: target.endpointId }],
  delivery: (target) => [{ id: target.endpointId, delivery: target.endpointId }],
  test: (target) => [{ id: target.endpointId }],
  reread: (target) => [{ id: target.endpointId }],
  rules: (target) => [{ id: target.endpointId }],
  addRule: (target) => [{ id: target.endpointId, stream: 'mine', conditions: [], service: '*' }],
  changeRule: (target) => [{ id: target.endpointId, rule: target.endpointId, version: 1 }],
  removeRule: (target) => [{ id: target.endpointId, rule: target.endpointId, version: 1 }],
  previewRule: (target) => [
    { id: target.endpointId, stream: 'mine', conditions: [], service: '*' },
  ],
};

export const inboundInputs: Record<keyof Routes['inbound'], Inputs> = {
  list: of(),
  create: of(() => ({ name: 'mine', source: 'generic' })),
  rotate: of((target) => ({ id: target.endpointId })),
  setSecret: of((target) => ({ id: target.endpointId, secret: 'eight-or-more' })),
  setMapping: of((target) => ({ id: target.endpointId, mappingId: null })),
  revoke: of((target) => ({ id: target.endpointId })),
  delivery: of((target) => ({ id: target.endpointId, delivery: target.endpointId })),
  test: of((target) => ({ id: target.endpointId })),
  reread: (target, given) => [
    ...of()(target, given),
    { incident: given.open, id: target.endpointId },
  ],
  deliveries: (target, given) => [
    ...of(() => ({ id: target.endpointId }))(target, given),
    { incident: given.open, id: target.endpointId },
  ],
};
