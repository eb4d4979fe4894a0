export { describeCheckRun, opensGate, outcomeText, sortOutcomes, worstVerdict } from './checks.ts';
export { judgeDrill } from './drill.ts';
export {
  changeSafeguard,
  describeRun,
  judgeSafeguard,
  newSafeguard,
  type KeptSafeguard,
} from './state.ts';
