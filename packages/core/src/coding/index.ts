export { changeItemTags, listItemTags } from './change-item-tags.ts';
export { codeItems, dropCoder, finishCoding, removeCoding, settleItem } from './code.ts';
export { getCoding, listCoding, startCoding } from './rounds.ts';
