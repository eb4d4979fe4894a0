export { exportIncident, type OutgoingFile } from './export.ts';
export { importBundle } from './import.ts';
export { plainLine, plainLines } from './markdown-text.ts';
