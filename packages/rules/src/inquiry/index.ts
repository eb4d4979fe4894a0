export { cyclesOf } from './cycles.ts';
export {
  type EntryContent,
  type EntryContents,
  type EntryState,
  added,
  changed,
  statusOf,
  stepped,
  tookMs,
} from './state.ts';
