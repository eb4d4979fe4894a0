export { toDependency } from './dependencies.ts';
export {
  createServiceMatcher,
  listKeys,
  listMatchNames,
  toServiceKey,
  type NamedService,
} from './service-names.ts';
