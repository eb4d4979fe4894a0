export { findTagged } from './group-tags.ts';
export { TagChips } from './tag-chips.tsx';
export { useItemTags } from './tag-context.ts';
export { TagProvider } from './tag-provider.tsx';
