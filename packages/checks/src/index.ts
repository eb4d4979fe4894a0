export type * from './definition.ts';
export type * from './result.ts';
export {
  CheckError,
  type Source,
  type SourceColumn,
  type SourceRow,
  type SourceValue,
} from './source.ts';
