export { changeKinds, findChangeKind, type ChangeKind } from './change-kind.ts';
export { listServices } from './change-services.ts';
export { listCallees, walkCallees, type ComponentLink } from './component-graph.ts';
export { findMergedCommits } from './merges.ts';
export {
  rankChanges,
  type Change,
  type ChangeSuspect,
  type RankedChanges,
  type Symptom,
} from './rank-changes.ts';
export {
  rankComponents,
  type ComponentInput,
  type ComponentSuspect,
  type RankedComponents,
  type Series,
  type TimeRange,
} from './rank-components.ts';
export {
  namesSeries,
  readSamples,
  toSeriesId,
  type Sample,
  type SampledSeries,
} from './read-samples.ts';
export { rankShifts, type ShiftSuspect } from './rank-shifts.ts';
export type { Point } from './series-statistics.ts';
export { leftOutText, strengthText } from './suspect-text.ts';
export { listSearchWords, listSymptomWords } from './symptom-words.ts';
export type { Strength, Suspect, SuspectFactor } from './suspect.ts';
export { wilsonInterval } from './wilson-interval.ts';
