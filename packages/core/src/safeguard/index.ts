export { cancelDrill, confirmDrills, failDrill, startDrill, type TestAlert } from './drills.ts';
export { listFirings } from './firings.ts';
export { safeguardItem } from './item.ts';
export { proveChecks } from './prove-checks.ts';
export { askGate, reportRun } from './runs.ts';
export {
  addSafeguard,
  editSafeguard,
  listSafeguards,
  proveSafeguard,
  removeSafeguard,
  undoSafeguardChange,
} from './verbs.ts';
