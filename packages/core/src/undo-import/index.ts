export { previewUndo, runUndoJob, undoImport } from './undo-import.ts';
