export { insertItemLines, itemLines, type ItemLine } from './bundle.ts';
export { defineItem, type ItemDefinition, type ItemState, type StoredItem } from './definition.ts';
export { jsonField, optionalTimeField, plainField, proseField, timeField } from './fields.ts';
export { maskItems, proseNames } from './mask.ts';
export {
  insertItem,
  listActiveIds,
  loadActiveItem,
  loadItem,
  loadItemTitles,
  presentItems,
  presentRows,
  refuseStale,
  saveItem,
} from './rows.ts';
export { lastOwnChange, undoItemChange } from './undo.ts';
export { addItem, changeItem, findAddedBefore, recordChange, removeItem } from './verbs.ts';
