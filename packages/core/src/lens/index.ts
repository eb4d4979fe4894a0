export { askAgain, keepNote, listKeptNotes } from './keep.ts';
export { listLensNotes } from './notes.ts';
