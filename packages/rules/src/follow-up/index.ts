export { type KeptFollowUp, added, changed, moveKind, moved } from './state.ts';
