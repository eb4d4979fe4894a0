export {
  type FactorText,
  type Rarity,
  measureSimilarity,
  commonShare,
  weighWord,
  listSignificantWords,
} from './alike.ts';
export { buildExcerpt, highlightText } from './marking.ts';
export { type Found, rateFreshness, rankHits, rateRelevance, calculateScore } from './rank.ts';
export { type Term, isUnspaced, phraseIn, termsIn, toTsquery, wordsIn } from './words.ts';
