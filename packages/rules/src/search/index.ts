export {
  type FactorSaid,
  type Rarity,
  alikeness,
  commonShare,
  weighWord,
  tellingWords,
} from './alike.ts';
export { buildExcerpt, markedText } from './marking.ts';
export { type Found, rateFreshness, rankHits, rateRelevance, calculateScore } from './rank.ts';
export { type Term, isUnspaced, phraseIn, termsIn, toTsquery, wordsIn } from './words.ts';
