export { KeptList } from './kept-list.tsx';
export { NoteList } from './note-list.tsx';
export { useKeptNotes } from './use-kept-notes.ts';
export { useReadings } from './use-readings.ts';
