export { createClient, ClientProblem } from './create-client.ts';
export type { Client, ClientOptions, JsonAnswer, JsonRequest } from './create-client.ts';
