export { countHours, isNight, localHour, measureNight, night } from './hours.ts';
export { measureLoad, onCallLimits, type Load } from './load.ts';
export {
  findGaps,
  findOverlaps,
  intersectSpans,
  joinShifts,
  joinSpans,
  replaceShifts,
  subtractSpans,
  sumSpans,
  type Overlap,
  type Shift,
  type Span,
} from './shifts.ts';
