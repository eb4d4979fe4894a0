export { addEntry } from './add-entry.ts';
export { factorLinkLines, insertFactorLinks } from './bundle-rows.ts';
export { changeEntry, removeEntry, takeStep, undoInvestigationChange } from './change-entry.ts';
export { buildWhyChain, linkFactors, unlinkFactors } from './factor-links.ts';
export { countFactorWords, factorsHoldingAny } from './factor-words.ts';
export { findingItem } from './item.ts';
export { getEntry, listInvestigation } from './list.ts';
export { entriesOfWriter, loadOrigins } from './rows.ts';
