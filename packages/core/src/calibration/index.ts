export { countConfirmations, type Owners } from './confirmations.ts';
export { decideCalibration } from './decide.ts';
export {
  answerAsGuest,
  answerCalibration,
  finishAsGuest,
  finishCalibration,
  readGuestInbox,
  readOwnInbox,
} from './inbox.ts';
export { readCalibration } from './read.ts';
export { replaceCalibrationLink, sendCalibration, withdrawCalibration } from './requests.ts';
export { listWaitingCalibrations } from './open-requests.ts';
