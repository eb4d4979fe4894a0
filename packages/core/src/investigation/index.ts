export { addFinding } from './add-finding.ts';
export { factorLinkLines, insertFactorLinks } from './bundle-rows.ts';
export {
  changeFinding,
  removeFinding,
  updateStatus,
  undoInvestigationChange,
} from './change-finding.ts';
export { addFiveWhys, linkFactors, unlinkFactors } from './factor-links.ts';
export { countFactorWords, findFactorsWithWords } from './factor-words.ts';
export { findingItem } from './item.ts';
export { getFinding, listFindings, listInvestigation } from './list.ts';
export {
  confirmationStepIds,
  listFindingsByWriter,
  listIncidentsWithDecided,
  loadOrigins,
} from './rows.ts';
