export { ImportButtons } from './import-buttons.tsx';
export { chooseFiles } from './choose-files.ts';
export { ImportHost } from './import-host.tsx';
export { useUploads } from './upload-list.ts';
