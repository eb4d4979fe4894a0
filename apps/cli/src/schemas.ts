/** Loaded only when a value needs its schema: creating schemas takes longer than a call. */
export {
  ActivityArea,
  activityText,
  Instant,
  ReadOptions,
  sectionWords,
  WriteSections,
} from '@debrief/contract';
