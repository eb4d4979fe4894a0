export { statesOf, writeBack } from './undo.ts';
