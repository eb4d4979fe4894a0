export { changeItemTags, listItemTags } from './change-item-tags.ts';
