export { InboundEndpoints } from './inbound-endpoints.tsx';
