export {
  type FactorSaid,
  type Rarity,
  alikeness,
  commonShare,
  tellingOf,
  tellingWords,
} from './alike.ts';
export { excerptOf, markedText } from './marking.ts';
export { type Found, freshnessOf, ranked, relevanceOf, scoreOf } from './rank.ts';
export { type Term, isUnspaced, phraseIn, termsIn, tsqueryOf, wordsIn } from './words.ts';
