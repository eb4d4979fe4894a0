export {
  askAsGuest,
  attendAsGuest,
  changePartAsGuest,
  createMeetingLink,
  readAsGuest,
  removeMeetingLink,
} from './guest.ts';
export { meetingItem } from './item.ts';
export { changeOwnPart, movePosition } from './own-part.ts';
export { findInvitees, readMeeting, renderMeetingInvitation } from './read.ts';
export { listMeetingsToAnswer, listOwnMeetings } from './own-meetings.ts';
export { countAttendees } from './rows.ts';
export {
  askInMeeting,
  attendMeeting,
  changeMeetingIdea,
  changeMeetingQuestion,
  changeMeetingState,
  parkIdea,
  planMeeting,
  removeMeeting,
  removeMeetingAttendee,
  undoMeetingChange,
} from './verbs.ts';
