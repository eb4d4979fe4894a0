export { cyclesOf } from './cycles.ts';
export {
  type EntryContent,
  type EntryContents,
  type EntryState,
  type StepState,
  added,
  changed,
  statusOf,
  stepped,
  tookMs,
} from './state.ts';
