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
