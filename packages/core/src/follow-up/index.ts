export { addFollowUp } from './add.ts';
export { followUpLines, insertFollowUps } from './bundle-rows.ts';
export { changeFollowUp, moveFollowUp, removeFollowUp } from './change.ts';
export { followUpsOf, getFollowUp, listAllFollowUps, listFollowUps } from './list.ts';
export { maskFollowUps } from './mask-follow-ups.ts';
export { followUpsOwnedBy } from './rows.ts';
export { searchableFollowUps } from './searchable.ts';
export { undoFollowUpChange } from './undo.ts';
