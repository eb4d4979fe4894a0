export { type DiffPart, countChangedWords, diffTexts, diffWords } from './diff-words.ts';
export { safeHref } from './safe-href.ts';
