export { createClient, ClientProblem, toRequest } from './create-client.ts';
export type { Client, ClientOptions, PlainAnswer, PlainRequest } from './create-client.ts';
