export { describeConfig, readConfig, type Config, type ConfigFlags } from './config.ts';
export { readLock } from './lock.ts';
export { openApiDocument } from './http/openapi.ts';
export { openDebrief, type Debrief } from './open-debrief.ts';
export { openDoor, serve, type Running } from './serve.ts';
