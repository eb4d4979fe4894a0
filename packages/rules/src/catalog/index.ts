export { toDependency } from './dependencies.ts';
export { isLater, judgeStatement, type Statement } from './statements.ts';
export {
  createServiceMatcher,
  listKeys,
  listMatchNames,
  toServiceKey,
  type NamedService,
} from './service-names.ts';
