export { type Frozen, type Picture, frozen } from './freeze.ts';
export { type LivePart, isInPart } from './live-part.ts';
export { openItems } from './live-words.ts';
export { blocksOf, citesIn, citesOfLive, leavesOf, textOf, titleOf } from './walk.ts';
