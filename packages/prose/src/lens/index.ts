export { loadGrammar, type Grammar } from '../story/grammar.ts';
export { findNotes, isEnglish, readLens, type LensNote, type LensReading } from './find-notes.ts';
export { isRuleOn, lensRules, measuredPrecision, rulesThatAreOn } from './rules.ts';
export type { LensPlace, LensRule } from './rule.ts';
export { isRuleOfLens } from './rules.ts';
export { reportTexts } from './report-texts.ts';
export { sentenceKey } from './sentence-key.ts';
