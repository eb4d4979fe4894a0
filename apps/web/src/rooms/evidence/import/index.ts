export { ImportButtons } from './import-buttons.tsx';
export { chooseFiles, chooseFolder } from './offer.ts';
export { ImportHost } from './import-host.tsx';
export { RunningImport } from './running-import.tsx';
export { useUploads } from './uploads.ts';
