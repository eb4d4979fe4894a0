export { openApiDocument } from './http/openapi.ts';
export { openDebrief, type Debrief } from './open-debrief.ts';
export { openDoor, serve, type Running } from './serve.ts';
