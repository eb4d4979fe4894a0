export { safeguardItem } from './item.ts';
export {
  addSafeguard,
  editSafeguard,
  listSafeguards,
  proveSafeguard,
  removeSafeguard,
  undoSafeguardChange,
} from './verbs.ts';
