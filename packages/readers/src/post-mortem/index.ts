export { readTitle } from './preview.ts';
export { previewInWorker, readInWorker, readTextInWorker } from './read-in-worker.ts';
export type { PostMortem, ReadPostMortem } from './read-post-mortem.ts';
export { readReportText, toReportRange, type ReportBlock, type ReportText } from './report-text.ts';
export { findTimes, type TimeMention } from '../time/time-mentions.ts';
export { toInstant, type LocalDay, type WrittenZone } from '../time/zones.ts';
