export { writeBack } from './undo.ts';
