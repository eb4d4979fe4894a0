export { readTitle } from './preview.ts';
export { previewInWorker, readInWorker } from './read-apart.ts';
export type { PostMortem, ReadPostMortem } from './read-post-mortem.ts';
