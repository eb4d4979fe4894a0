export { readTitle } from './preview.ts';
export { previewApart, readApart } from './read-apart.ts';
export type { PostMortem, ReadPostMortem } from './read-post-mortem.ts';
