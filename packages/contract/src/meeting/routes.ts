import { ofIncident } from '../inputs.ts';
import { del, get, patch, post, put } from '../route.ts';
import { UndoChange } from '../timeline/schema.ts';
import {
  AskInMeeting,
  AttendMeeting,
  ChangeIdea,
  ChangeMeetingQuestion,
  ChangeMeetingState,
  ChangeOwnPart,
  IncidentMeeting,
  MeetingChange,
  MovePosition,
  ParkIdea,
  PlanMeeting,
  RemoveAttendee,
  RemoveMeeting,
} from './schema.ts';

const at = '/api/incidents/{incident}/meeting';

export const meetingRoutes = {
  get: get(at, 'Get the meeting of an incident', { input: ofIncident, output: IncidentMeeting }),
  invitation: get(`${at}/invitation.ics`, 'Download the invitation for a calendar', {
    input: ofIncident,
    output: null,
    answer: 'file',
  }),
  plan: put(at, 'Plan the meeting, or change its plan', {
    input: PlanMeeting,
    output: MeetingChange,
  }),
  changeState: put(`${at}/state`, 'Start, end or cancel the meeting', {
    input: ChangeMeetingState,
    output: MeetingChange,
  }),
  remove: del(at, 'Remove the meeting', { input: RemoveMeeting, output: MeetingChange }),
  ask: post(`${at}/questions`, 'Ask a question', {
    input: AskInMeeting,
    output: MeetingChange,
    status: 201,
  }),
  changeQuestion: patch(`${at}/questions/{id}`, 'Answer or park a question', {
    input: ChangeMeetingQuestion,
    output: MeetingChange,
  }),
  park: post(`${at}/ideas`, 'Park an idea for an action item', {
    input: ParkIdea,
    output: MeetingChange,
    status: 201,
  }),
  changeIdea: patch(`${at}/ideas/{id}`, 'Make a parked idea a follow-up, or drop it', {
    input: ChangeIdea,
    output: MeetingChange,
  }),
  attend: post(`${at}/attendees`, 'Say that you are there, or add an attendee', {
    input: AttendMeeting,
    output: MeetingChange,
    status: 201,
  }),
  removeAttendee: del(`${at}/attendees/{id}`, 'Remove an attendee', {
    input: RemoveAttendee,
    output: MeetingChange,
  }),
  changeOwnPart: put(`${at}/own`, 'Set what you read and learned, and answer the survey', {
    input: ChangeOwnPart,
    output: null,
    status: 204,
  }),
  move: put(`${at}/position`, 'Show a section and step of the agenda', {
    input: MovePosition,
    output: null,
    status: 204,
  }),
  undo: post('/api/meetings/undo', 'Undo a change to a meeting', {
    input: UndoChange,
    output: MeetingChange,
  }),
} as const;
