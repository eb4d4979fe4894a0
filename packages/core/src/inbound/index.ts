export type { FetchText } from '@debrief/readers';
export { clearBodies, getDelivery, listDeliveries, maskDeliveries } from './deliveries.ts';
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
