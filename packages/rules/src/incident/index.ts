export { durationsOf } from './durations.ts';
