export type { FetchText } from '@debrief/readers';
export {
  clearBodies,
  clearExpiredBodies,
  clearRoutedDeliveries,
  getDelivery,
  listDeliveries,
  maskDeliveries,
} from './deliveries.ts';
export {
  changeConnection,
  createConnection,
  listConnections,
  loadChatAccess,
  pauseConnection,
  pullConnection,
  resumeConnection,
  type ChatAccess,
} from './connections.ts';
export {
  describeConnection,
  endLostLeases,
  endPull,
  noteConnected,
  renewLease,
  startPull,
  storePage,
  toDelay,
  toLeaseMs,
  type Page,
  type Pull,
  type PullEnd,
} from './pull.ts';
export {
  changeInboundEndpoint,
  createInboundEndpoint,
  listInboundEndpoints,
  revokeInboundEndpoint,
  rotateInboundEndpoint,
  setInboundMapping,
  setInboundSecret,
} from './endpoints.ts';
export type { ArrivedAlerts, NoteAlerts } from './arrived-alerts.ts';
export { clearOldDeliveries } from './old-deliveries.ts';
export { readDeliveries, readDelivery } from './read-delivery.ts';
export { rereadDeliveries, runRereadJob } from './reread.ts';
export { addDelivery } from './routing/add-delivery.ts';
export { previewRoutingRule } from './routing/preview-rule.ts';
export { routeIncident } from './routing/route-incident.ts';
export {
  addRoutingRule,
  changeRoutingRule,
  listRoutingRules,
  removeRoutingRule,
} from './routing/rules.ts';
export { sendTestDelivery } from './test-delivery.ts';
export { createReceiver } from './receiver.ts';
