export { insertKeptNotes, keptNoteLines } from './bundle-rows.ts';
export { askAgain, keepNote, listKeptNotes } from './keep.ts';
export { listLensNotes } from './notes.ts';
