export { describeCheckRun, opensGate, outcomeText, sortOutcomes, worstVerdict } from './checks.ts';
export { judgeDrill } from './drill.ts';
export {
  changeSafeguard,
  describeRun,
  describeRunbook,
  judgeSafeguard,
  keepArmedAt,
  newSafeguard,
  readArmedAt,
  type KeptSafeguard,
} from './state.ts';
