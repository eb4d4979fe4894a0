export type { FetchText } from '@debrief/readers';
export {
  clearBodies,
  clearExpiredBodies,
  getDelivery,
  listDeliveries,
  maskDeliveries,
} from './deliveries.ts';
export {
  changeConnection,
  createConnection,
  listConnections,
  pauseConnection,
  pullConnection,
  resumeConnection,
} from './connections.ts';
export {
  endLostLeases,
  endPull,
  leaseMs,
  renewLease,
  startPull,
  storePage,
  type Page,
  type Pull,
  type PullEnd,
} from './pull.ts';
export {
  createInboundEndpoint,
  listInboundEndpoints,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
  setInboundSecret,
} from './endpoints.ts';
export { readDeliveries, readDelivery } from './read-delivery.ts';
export { rereadDeliveries, runRereadJob } from './reread.ts';
export { sendTestDelivery } from './test-delivery.ts';
export { createReceiver } from './receiver.ts';
