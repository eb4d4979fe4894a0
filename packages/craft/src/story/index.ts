export { mendEncoding, type Mended } from './encoding.ts';
export { parts, partNamed, partWords, type Part, type Range } from './parts.ts';
export { languageOf, wordsIn, type Language } from './language.ts';
export { readPasted, type Answer, type Pasted, type Piece } from './paste.ts';
export { claimsIn, saidOf, storyOfClaims, storyOfPasted, type Claim, type StoryText } from './claims.ts';
export { quantitiesOf, sampleOf, sourceOf, windowOf, type Quantity } from './numbers.ts';
export { changeInWords, changesOf, recomputed, type Change, type Reckoning } from './arithmetic.ts';
export { durationSupport, incidentsNeeded, rateRatio, smallestCut, type RateRatio, type Verdict } from './statistics.ts';
