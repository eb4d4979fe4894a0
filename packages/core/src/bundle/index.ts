export { exportIncident, type OutgoingFile } from './export.ts';
export { importBundle } from './import.ts';
