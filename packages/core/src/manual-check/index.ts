export { importManualChecks } from './import-checks.ts';
export {
  addManualCheck,
  changeManualCheck,
  listManualChecks,
  removeManualCheck,
  undoManualCheckChange,
} from './verbs.ts';
