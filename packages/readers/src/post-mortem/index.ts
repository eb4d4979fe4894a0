export { readTitle } from './preview.ts';
export { previewInWorker, readInWorker } from './read-in-worker.ts';
export type { PostMortem, ReadPostMortem } from './read-post-mortem.ts';
