export { previewRedaction, redactEvidence } from './redact.ts';
