import type { Routes } from '@debrief/contract';
import {
  addRoutingRule,
  changeInboundEndpoint,
  changeRoutingRule,
  createInboundEndpoint,
  getDelivery,
  listDeliveries,
  listInboundEndpoints,
  listRoutingRules,
  previewRoutingRule,
  removeRoutingRule,
  rereadDeliveries,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
  sendTestDelivery,
  setInboundSecret,
} from '@debrief/core/inbound';
import type { Handlers } from '../handler.ts';

export const organizationInboundHandlers: Handlers<Routes['organization-inbound']> = {
  list: (ctx) => listInboundEndpoints(ctx, {}),
  create: createInboundEndpoint,
  change: changeInboundEndpoint,
  rotate: rotateInboundEndpoint,
  setSecret: setInboundSecret,
  revoke: revokeInboundEndpoint,
  deliveries: listDeliveries,
  delivery: getDelivery,
  test: sendTestDelivery,
  reread: rereadDeliveries,
  rules: listRoutingRules,
  addRule: addRoutingRule,
  changeRule: changeRoutingRule,
  removeRule: removeRoutingRule,
  previewRule: previewRoutingRule,
};
