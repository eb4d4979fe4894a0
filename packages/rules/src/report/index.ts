export { type Frozen, type Picture, freezeDocument } from './freeze.ts';
export { type LivePart, isInPart } from './live-part.ts';
export { openItems } from './live-words.ts';
export {
  listBlocks,
  listCites,
  listLiveCites,
  listLeaves,
  toPlainText,
  getSectionTitle,
} from './walk.ts';
