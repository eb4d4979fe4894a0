import type { Routes } from '@debrief/contract';
import {
  answerAsGuest,
  answerCalibration,
  decideCalibration,
  finishAsGuest,
  finishCalibration,
  readCalibration,
  readGuestInbox,
  readOwnInbox,
  replaceCalibrationLink,
  sendCalibration,
  withdrawCalibration,
} from '@debrief/core/calibration';
import type { Handlers } from '../handler.ts';

export const calibrationHandlers: Handlers<Routes['calibration']> = {
  get: readCalibration,
  send: sendCalibration,
  newLink: replaceCalibrationLink,
  withdraw: withdrawCalibration,
  decide: decideCalibration,
  inbox: readOwnInbox,
  answer: answerCalibration,
  finish: finishCalibration,
  guestInbox: readGuestInbox,
  guestAnswer: answerAsGuest,
  guestFinish: finishAsGuest,
};
