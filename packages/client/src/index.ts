export { createClient, ClientProblem } from './create-client.ts';
export type { Client, ClientOptions } from './create-client.ts';
