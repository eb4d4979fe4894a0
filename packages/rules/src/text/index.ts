export { type DiffPart, countWordsOf, diffTexts, diffWords } from './diff-words.ts';
