export { addFollowUp } from './add.ts';
export {
  changeFollowUp,
  changeFollowUpStatus,
  removeFollowUp,
  undoFollowUpChange,
} from './change.ts';
export { followUpItem } from './item.ts';
export { getFollowUp, listAllFollowUps, listFollowUps } from './list.ts';
export { checkOwner } from './owner-and-origin.ts';
export { followUpsOwnedBy } from './rows.ts';
