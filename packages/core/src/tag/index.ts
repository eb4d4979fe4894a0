export { insertItemTagLines, insertTagLines, tagLines } from './bundle-rows.ts';
export { addTag, changeTag, listCodebook } from './codebook.ts';
export {
  deleteItemTags,
  insertItemTags,
  itemsWithTag,
  itemTagRows,
  loadTagNames,
  taggedIds,
  type ItemTagRow,
} from './item-tags.ts';
export { maskTags, tagProse } from './mask-tags.ts';
export { mergeTag, separateTag } from './merge.ts';
export { expandTagIds, findTagIds, listTagNames, loadReplacements } from './rows.ts';
