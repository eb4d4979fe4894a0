export { addDays, dateText, dayText, readDay, shortDateText, weekdayText } from './dates.ts';
export { zonedFormat } from './format.ts';
export {
  durationText,
  elapsedText,
  exactDurationText,
  readDuration,
  signedDurationText,
} from './durations.ts';
export {
  agoText,
  clockOffsetText,
  clockText,
  offsetText,
  sameClock,
  spanText,
  timeText,
  timeWithZone,
  utcText,
  zoneName,
  type TimeShow,
} from './times.ts';
