export { plainLine, plainLines } from './markdown-text.ts';
export { timelineAsMarkdown } from './markdown.ts';
