export { Connections } from './connections.tsx';
export { InboundEndpoints, OrganizationEndpoints } from './inbound-endpoints.tsx';
