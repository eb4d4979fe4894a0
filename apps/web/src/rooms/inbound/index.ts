export { Connections } from './connections.tsx';
export { InboundEndpoints } from './inbound-endpoints.tsx';
