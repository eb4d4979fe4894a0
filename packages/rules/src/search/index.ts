export {
  type FactorText,
  type Rarity,
  measureSimilarity,
  commonShare,
  weighWord,
  listSignificantWords,
} from './similarity.ts';
export { buildExcerpt, highlightText } from './highlight.ts';
export { type Found, rateFreshness, rankHits, rateRelevance, calculateScore } from './rank.ts';
export { type Term, isUnspaced, readPhrase, splitTerms, toTsquery, splitWords } from './words.ts';
