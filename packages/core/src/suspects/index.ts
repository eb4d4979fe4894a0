export { measureHitRate } from './hit-rate.ts';
export { judgeSuspect } from './judge.ts';
export { listSuspects } from './list.ts';
