export {
  loadChangesAround,
  loadFirstAlert,
  type ChangeCandidate,
  type ChangesAround,
} from './change-candidates.ts';
export { deleteEvidence, deleteUnusedSources, refuseDuringImport } from './delete-evidence.ts';
export {
  addLinks,
  loadSeals,
  loadSealsOfIncident,
  loadSealsOfRows,
  recordSeals,
} from './chain/links.ts';
export { findReading, listMappings, removeMapping, saveMapping } from './saved-mappings.ts';
export { enqueueSecretScan } from './secret-scan.ts';
export { verifyEvidence } from './chain/verify.ts';
export {
  evidenceLines,
  insertEvidence,
  insertRejections,
  isAllFromBundle,
  rejectionsPage,
  loadEvidenceTexts,
} from './bundle-items.ts';
export {
  loadImportedDocument,
  evidenceInIncident,
  loadCurrentTexts,
  loadIncidentEvidence,
  loadEvidenceParts,
  partsOfImport,
  type EvidenceParts,
} from './rows.ts';
export {
  evidencePage,
  selectEvidence,
  type EvidenceSelection,
  type ItemPlace,
} from './bundle-select.ts';
export {
  loadBundledStreams,
  importLines,
  insertBundledSources,
  loadCitationRows,
  insertImports,
  insertIncludedStreams,
  insertStreamMembers,
  insertStreams,
  streamMembersPage,
} from './bundle-rows.ts';
export {
  checkCitations,
  citationsByItem,
  insertCitations,
  saveCitations,
  type CitedPart,
} from './citations.ts';
export { listCitedItems, listTicketsAndUpdates, type AuthoredItem } from './authored-items.ts';
export {
  countCitedPeople,
  listCitedAuthors,
  listCitedChanges,
  type CitedAuthor,
} from './cited-people.ts';
export {
  findEvidence,
  findEvidenceByTime,
  showFoundEvidence,
  type EvidenceHits,
  type Naming,
  type EvidenceSearch,
} from './evidence-search.ts';
export { listEvidenceNames } from './evidence-names.ts';
export { listLinesAround, listWriters, type LineAround } from './lines-around.ts';
export { findFiredAlerts, listCitedAlerts, type FiredAlert } from './fired-alerts.ts';
export { findRepeatedErrors, listCitedErrors } from './repeated-errors.ts';
export { loadEvidenceTimes } from './evidence-times.ts';
export { findMentions } from './mentions.ts';
export { hasChanges, importDelivery, listImportedItems } from './import-delivery.ts';
export { beginImport, cancelImport, type Begun } from './import-upload.ts';
export {
  endLostImports,
  getImport,
  importById,
  presentImport,
  keepImportsAlive,
  listImportIds,
  listImports,
  listRejections,
  uploadsInUse,
} from './imports.ts';
export { listUndoneImports } from './undone-imports.ts';
export {
  countRemovable,
  endUndo,
  listCitingClaims,
  listIncludingIncidents,
  removeNextPage,
  startUndo,
} from './remove-import.ts';
export { runImportJob, type ImportFiles } from './run-import.ts';
export { hasOwnEvidence } from './own-evidence.ts';
export { listEvidenceWithDetails, loadQuotes } from './quotes.ts';
export {
  countMetricSamples,
  loadMetricSamples,
  loadMetricSamplesById,
  type MetricSample,
} from './metric-samples.ts';
export { findFirstEvidence, outlineRecord } from './outline.ts';
export {
  areInSources,
  factValues,
  loadParticipation,
  textsMatching,
  tracesByIncident,
  type Participation,
} from './participation.ts';
export {
  countServices,
  countWrittenParts,
  listMentionTexts,
  findJoins,
  listShifts,
  listSourceNames,
  listWrittenTimes,
  type MentionText,
  type ShiftNote,
  type TimeRange,
  type WrittenPart,
} from './involvement.ts';
export { previewUpload } from './preview.ts';
export { getEvidence, listReplies, readRecord } from './record.ts';
export { presentEvidence } from './present.ts';
export {
  toSpellings,
  stripDetails,
  hasWords,
  isAllMasked,
  maskText,
  maskDetails,
  createMasker,
  splitWords,
  type Masker,
} from './redaction/mask.ts';
export { findCitingIds, maskProse, type MaskProse } from './redaction/prose.ts';
export {
  claimIdsCiting,
  clearRejections,
  listIncidentsOfItems,
  insertRedactions,
  findItemsWithWords,
  listImportsOfRevisions,
  maskRejections,
  loadRedactions,
  saveMasked,
  loadWordings,
  type Wording,
} from './redaction/rows.ts';
export { lockStreams } from './store-batch.ts';
export {
  eraseRemoved,
  hasRestored,
  importsWithItems,
  nextToRemove,
  notYetRemoved,
  revisionsToRemove,
  type RemovalScope,
} from './redaction/removal.ts';
export { insertRedactionLines, redactionLines } from './redaction/bundle-rows.ts';
export { makeIncidentVisible, makeIncidentPrivate } from './incident-visibility.ts';
export { clockOffset, followTimeRange, includeByRule } from './rule-streams.ts';
export { rejectionsAsCsv } from './rejections-csv.ts';
export {
  includeStream,
  excludeStream,
  listSources,
  recordExtents,
  setClockOffset,
} from './included-streams.ts';
export {
  findAuthoredRevisions,
  loadEvidenceStatus,
  findGoneRevisions,
  type EvidenceStatus,
} from './evidence-status.ts';
export { isPersonInSight, moveIntoCompartment, sourcesSeenBy } from './sources.ts';
export {
  countExpired,
  deleteExpired,
  deleteExpiredRejections,
  listIncidentsOfSource,
  listSourcesWithItems,
  loadSourceKey,
  lockExpired,
  nextExpired,
  type Expiry,
  type ExpiryPlace,
  type SourceWithItems,
} from './expired-items.ts';
export { settle } from './intake.ts';
export { walkRecord, type WalkedItem } from './walk-record.ts';
