/** Loaded only when a value needs its schema: creating schemas takes longer than a call. */
export { Instant, ReadOptions, Verification, WriteSections } from '@debrief/contract';
