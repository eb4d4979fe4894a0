export { addSavedView, changeSavedView, removeSavedView } from './change.ts';
export { listSavedViews } from './list.ts';
