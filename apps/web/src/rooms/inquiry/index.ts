export { citationsOf } from './blank.ts';
export { EntryMarks } from './entry-facts.tsx';
export { EntryEditor } from './lazy-entry-editor.tsx';
export type { EntryPlace } from './entry-place.ts';
export { newTypeIn } from './inquiry-search.ts';
export { entryFrom, keepAsDraft } from './proposing.ts';
export { useInquiry, type OpenInquiry } from './use-inquiry.ts';
export { claimNumbers, newEntry } from './use-place.ts';
export { factorLooks, impactWords } from './words.ts';
