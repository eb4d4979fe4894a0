import { lazyPart } from '../../../ui/lazy-part.ts';

export { ImportButtons } from './import-buttons.tsx';
export { chooseFiles } from './choose-files.ts';
export { useUploads } from './upload-list.ts';

/** Loaded after the page: nothing is imported before it is shown. */
export const ImportHost = lazyPart(() => import('./import-host.tsx'), 'ImportHost');
