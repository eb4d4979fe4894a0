export { listFirings } from './firings.ts';
export { listOwnRecurrences, listIncidentRecurrences } from './recurrences.ts';
export { checkHeartbeat, expectHeartbeat, noteRepeat, sendHeartbeat } from './heartbeats.ts';
export { listHeartbeatNews } from './heartbeat-rows.ts';
export { noteAlerts } from './note-alerts.ts';
export { cancelDrill, failDrill, startDrill, type TestAlert } from './drills.ts';
export { countJudgedRuns, findSafeguards } from './find-safeguards.ts';
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
