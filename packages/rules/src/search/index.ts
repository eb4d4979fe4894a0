export { type ErrorSignature, readErrorSignature } from './error-signature.ts';
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
export {
  type SearchFilter,
  type SearchOperator,
  type SearchQuery,
  type SearchToken,
  isEmptySearch,
  parseSearch,
  readTime,
  searchOperators,
  splitSearch,
} from './query.ts';
export { completeSearch, type Completion, type SearchNames } from './complete.ts';
export { listSpellings, loosenTerms } from './typos.ts';
export {
  type Term,
  foldLetters,
  isUnspaced,
  readPhrase,
  spacedLetter,
  splitTerms,
  toTsquery,
  splitWords,
  unspacedLetter,
} from './words.ts';
