import { lazyPart } from '../../../ui/lazy-part.ts';

export const RemoveDialog = lazyPart(() => import('./remove-dialog.tsx'), 'RemoveDialog');
