export { isMachineName, proposeInterviews, type Interviewee } from './proposals.ts';
export {
  changeState,
  refuseDeclined,
  refusePromoted,
  refuseSent,
  refuseUnapproved,
  sendableForm,
} from './state.ts';
export { defaultConsent, measureTalk, thankYouNote } from './words.ts';
