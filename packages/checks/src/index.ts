export type * from './definition.ts';
export type * from './result.ts';
export { readCheckFile } from './read-file.ts';
export { acceptColumns, runChecks } from './run-checks.ts';
export {
  CheckError,
  type Source,
  type SourceColumn,
  type SourceRow,
  type SourceValue,
} from './source.ts';
