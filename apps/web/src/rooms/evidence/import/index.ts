export { chooseFiles, chooseFolder } from './offer.ts';
export { ImportHost } from './import-host.tsx';
