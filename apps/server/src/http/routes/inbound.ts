import type { Routes } from '@debrief/contract';
import {
  changeConnection,
  createConnection,
  createInboundEndpoint,
  getDelivery,
  listConnections,
  listDeliveries,
  listInboundEndpoints,
  pauseConnection,
  pullConnection,
  rereadDeliveries,
  resumeConnection,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
  sendTestDelivery,
  setInboundMapping,
  setInboundSecret,
} from '@debrief/core/inbound';
import { listChatChannels } from '../../connections/list-channels.ts';
import type { Handlers } from '../handler.ts';

export const inboundHandlers: Handlers<Routes['inbound']> = {
  list: listInboundEndpoints,
  create: createInboundEndpoint,
  rotate: rotateInboundEndpoint,
  setSecret: setInboundSecret,
  setMapping: setInboundMapping,
  revoke: revokeInboundEndpoint,
  deliveries: listDeliveries,
  delivery: getDelivery,
  test: sendTestDelivery,
  reread: rereadDeliveries,
};

export const connectionHandlers: Handlers<Routes['connection']> = {
  list: listConnections,
  create: createConnection,
  channels: (ctx, input, { deps }) => listChatChannels(deps, ctx, input),
  change: changeConnection,
  pause: pauseConnection,
  resume: resumeConnection,
  pull: pullConnection,
};
