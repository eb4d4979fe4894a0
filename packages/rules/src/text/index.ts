export { type DiffPart, countWordsOf, diffTexts, diffWords } from './diff-words.ts';
export { safeHref } from './safe-href.ts';
