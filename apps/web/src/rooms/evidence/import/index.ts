export { ImportButtons } from './import-buttons.tsx';
export { chooseFiles } from './offer.ts';
export { ImportHost } from './import-host.tsx';
export { RunningImport } from './running-import.tsx';
export { useUploads } from './uploads.ts';
