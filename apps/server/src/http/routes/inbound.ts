import type { Routes } from '@debrief/contract';
import {
  createInboundEndpoint,
  listDeliveries,
  listInboundEndpoints,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
} from '@debrief/core/inbound';
import type { Handlers } from '../handler.ts';

export const inboundHandlers: Handlers<Routes['inbound']> = {
  list: listInboundEndpoints,
  create: createInboundEndpoint,
  rotate: rotateInboundEndpoint,
  revoke: revokeInboundEndpoint,
  deliveries: listDeliveries,
};
