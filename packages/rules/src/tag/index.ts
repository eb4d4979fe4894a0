export {
  findReplacements,
  foldTagName,
  refuseMerge,
  tidyTagName,
  type CodebookTag,
} from './codebook.ts';
