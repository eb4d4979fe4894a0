export { listCitations } from './blank-finding.ts';
export { FindingMarks } from './finding-marks.tsx';
export { FindingEditor, startAccounts, startDraft } from './lazy-finding-editor.tsx';
export type { FindingPlace } from './finding-place.ts';
export { parseNewType } from './investigation-search.ts';
export { useInvestigation, type OpenInvestigation } from './use-investigation.ts';
export { claimNumbers, newFinding } from './use-place.ts';
export { factorLooks, impactWords } from './words.ts';
export { UnsavedFindings } from './unsaved-findings.tsx';
