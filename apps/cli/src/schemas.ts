/** Loaded where a value needs its schema: making schemas takes longer than a call. */
export { activityText, Instant, ReadOptions, sectionWords, WriteSections } from '@debrief/contract';
