export { toDependency } from './dependencies.ts';
export {
  historyLabels,
  mergeHistory,
  partialDayText,
  toServiceMarkdown,
  type HistoryItem,
} from './history.ts';
export { isLater, judgeStatement, type Statement } from './statements.ts';
export {
  createServiceMatcher,
  listKeys,
  listMatchNames,
  toServiceKey,
  type NamedService,
} from './service-names.ts';
