export type * from './definition.ts';
export type * from './result.ts';
export { exportOdcs } from './formats/export-odcs.ts';
export { importChecks } from './formats/import-checks.ts';
export { writeCheckFile } from './formats/write-checks.ts';
export { openSource } from './open-source.ts';
export { readCheckFile } from './read-file.ts';
export { acceptColumns, runChecks } from './run-checks.ts';
export {
  CheckError,
  type Source,
  type SourceColumn,
  type SourceRow,
  type SourceValue,
} from './source.ts';
export { brokenChecks, runStep } from './repair/execute.ts';
export { readRepairState } from './repair/monitor.ts';
export { hashPlan, planRepair, type RepairPlan } from './repair/plan.ts';
export { readRepairFile } from './repair/read-repair.ts';
export { ownerReport, planMarkdown, stateText } from './repair/report.ts';
export { readSample, verifySample, writeSample } from './repair/verify.ts';
