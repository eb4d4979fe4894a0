export { findSecrets } from './secrets/find-secrets.ts';
export { listPossibleSecrets, resolveSecrets } from './secrets/possible-secrets.ts';
export { previewRedaction, redactEvidence } from './redact.ts';
export { listRemovals, previewRemoval, removeEvidence, runRemovalJob } from './remove-evidence.ts';
