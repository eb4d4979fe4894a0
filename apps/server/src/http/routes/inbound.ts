import type { Routes } from '@debrief/contract';
import {
  createInboundEndpoint,
  getDelivery,
  listDeliveries,
  listInboundEndpoints,
  rereadDeliveries,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
  sendTestDelivery,
  setInboundSecret,
} from '@debrief/core/inbound';
import type { Handlers } from '../handler.ts';

export const inboundHandlers: Handlers<Routes['inbound']> = {
  list: listInboundEndpoints,
  create: createInboundEndpoint,
  rotate: rotateInboundEndpoint,
  setSecret: setInboundSecret,
  revoke: revokeInboundEndpoint,
  deliveries: listDeliveries,
  delivery: getDelivery,
  test: sendTestDelivery,
  reread: rereadDeliveries,
};
