export { addEntry } from './add-entry.ts';
export { changeEntry, removeEntry, takeStep } from './change-entry.ts';
export { countFactorWords, factorsHoldingAny } from './factor-words.ts';
export { buildWhyChain, linkFactors, unlinkFactors } from './factor-links.ts';
export { getEntry, listInquiry } from './list.ts';
export { incidentsOfWriter, originsOf, presentEntries } from './rows.ts';
export { searchableEntries } from './searchable.ts';
export { undoInquiryChange } from './undo.ts';
export { entryLines, factorLinkLines, insertEntries, insertFactorLinks } from './bundle-rows.ts';
