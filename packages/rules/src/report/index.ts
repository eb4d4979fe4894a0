export { type Frozen, type Picture, frozen } from './freeze.ts';
export { type LivePart, isInPart } from './live-part.ts';
export { openItems } from './live-words.ts';
export {
  listBlocks,
  citesIn,
  citesOfLive,
  listLeaves,
  toPlainText,
  getSectionTitle,
} from './walk.ts';
