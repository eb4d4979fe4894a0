import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({
  says,
  stale: ['inbound'],
  undo: null,
  isUpkeep: true,
});

export const inboundActivity = activityTable({
  'inbound.created': kind('created the inbound endpoint {after}'),
  'inbound.rotated': kind('replaced the address of the inbound endpoint {after}'),
  'inbound.secret-changed': kind('changed the signing secret of the inbound endpoint {after}'),
  'inbound.changed': kind('changed the inbound endpoint {after}'),
  'inbound.rule-added': kind('added the routing rule {after}'),
  'inbound.rule-changed': kind('changed the routing rule {after}'),
  'inbound.rule-removed': kind('removed the routing rule {before}'),
  'inbound.mapping-changed': kind('changed the mapping of the inbound endpoint {after}'),
  'inbound.revoked': kind('revoked the inbound endpoint {before}'),
  'inbound.test-sent': kind('sent a test to the inbound endpoint {after}'),
  'inbound.delivery-added': kind('added a delivery to {after} by hand'),
  'inbound.reread': kind('read deliveries to {after} again'),
  'connection.created': kind('created the connection {after}'),
  'connection.changed': kind('changed the connection {after}'),
  'connection.token-changed': kind('changed the token of the connection {after}'),
  'connection.asked': kind('checked the connection {after} for new records'),
  'connection.paused': kind('paused the connection {after}'),
  'connection.resumed': kind('resumed the connection {after}'),
  'inbound.rejected': {
    ...kind('sent something that could not be read to {after}'),
    isAllowedInArchive: true,
  },
});
