import { z } from 'zod';
import { ofGuestLink } from '../guest/schema.ts';
import { ofId, ofIncident } from '../inputs.ts';
import { get, post } from '../route.ts';
import {
  AnswerAsGuest,
  AnswerCalibration,
  Calibration,
  CalibrationChange,
  CalibrationEntry,
  CalibrationInbox,
  CalibrationLink,
  CalibrationSent,
  DecideCalibration,
  SendCalibration,
} from './schema.ts';

const own = '/api/calibrations/{id}';
const guest = '/api/guest/{link}/calibration';
const ofLink = z.object(ofGuestLink);

export const calibrationRoutes = {
  get: get('/api/incidents/{incident}/calibration', 'List who was asked to check the review', {
    input: ofIncident,
    output: Calibration,
  }),
  send: post(
    '/api/incidents/{incident}/calibration',
    'Ask people to check what it says about them',
    {
      input: SendCalibration,
      output: CalibrationSent,
      status: 201,
    },
  ),
  newLink: post(`${own}/link`, 'Replace the link of a request', {
    input: ofId,
    output: CalibrationLink,
    status: 201,
  }),
  withdraw: post(`${own}/withdraw`, 'Withdraw a request', {
    input: ofId,
    output: null,
    status: 204,
  }),
  decide: post(
    '/api/calibration-answers/{id}/decide',
    'Apply or decline what someone asked to change',
    {
      input: DecideCalibration,
      output: CalibrationChange,
    },
  ),
  inbox: get(own, 'List what a review says about you', {
    own: true,
    input: ofId,
    output: CalibrationInbox,
  }),
  answer: post(`${own}/answers`, 'Answer one of the entries about you', {
    own: true,
    input: AnswerCalibration,
    output: CalibrationEntry,
  }),
  finish: post(`${own}/finish`, 'Finish checking the entries about you', {
    own: true,
    input: ofId,
    output: CalibrationInbox,
  }),
  guestInbox: get(guest, 'List what a review says about a guest', {
    scope: 'guest',
    input: ofLink,
    output: CalibrationInbox,
  }),
  guestAnswer: post(`${guest}/answers`, 'Answer one of the entries about a guest', {
    scope: 'guest',
    input: AnswerAsGuest,
    output: CalibrationEntry,
  }),
  guestFinish: post(`${guest}/finish`, 'Finish checking the entries about a guest', {
    scope: 'guest',
    input: ofLink,
    output: CalibrationInbox,
  }),
} as const;
