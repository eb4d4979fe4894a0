import { z } from 'zod';
import { Instant } from '../ids.ts';
import { ofIncident } from '../inputs.ts';
import { DirectoryContact } from '../people/directory.ts';
import { del, get, patch, post, put, routeMakers } from '../route.ts';
import { UndoChange } from '../timeline/schema.ts';
import {
  AskAsGuest,
  AskInMeeting,
  AttendMeeting,
  ChangeGuestLink,
  ChangeIdea,
  ChangeMeetingQuestion,
  ChangeMeetingState,
  ChangeOwnPart,
  ChangePartAsGuest,
  FindInvitees,
  GuestMeeting,
  IncidentMeeting,
  MeetingChange,
  MovePosition,
  OfMeetingGuest,
  ParkIdea,
  PlanMeeting,
  RemoveAttendee,
  RemoveMeeting,
} from './schema.ts';

const at = '/api/incidents/{incident}/meeting';
const asGuest = '/api/guest/{link}/meeting';
/** Everyone who can see an incident can take part, whatever their role. */
const open = routeMakers({ own: true });

export const meetingRoutes = {
  get: get(at, 'Get the meeting of an incident', { input: ofIncident, output: IncidentMeeting }),
  invitation: get(`${at}/invitation.ics`, 'Download the invitation for a calendar', {
    input: ofIncident,
    output: null,
    answer: 'file',
  }),
  invitees: get(`${at}/invitees`, 'Find people of the directory to invite', {
    input: FindInvitees,
    output: z.object({ items: z.array(DirectoryContact) }),
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
  ask: open.post(`${at}/questions`, 'Ask a question', {
    input: AskInMeeting,
    output: MeetingChange,
    status: 201,
  }),
  changeQuestion: open.patch(`${at}/questions/{id}`, 'Answer or park a question', {
    input: ChangeMeetingQuestion,
    output: MeetingChange,
  }),
  park: open.post(`${at}/ideas`, 'Park an idea for an action item', {
    input: ParkIdea,
    output: MeetingChange,
    status: 201,
  }),
  changeIdea: patch(`${at}/ideas/{id}`, 'Make a parked idea a follow-up, or drop it', {
    input: ChangeIdea,
    output: MeetingChange,
  }),
  attend: open.post(`${at}/attendees`, 'Say that you are there, or add an attendee', {
    input: AttendMeeting,
    output: MeetingChange,
    status: 201,
  }),
  removeAttendee: open.del(`${at}/attendees/{id}`, 'Remove an attendee', {
    input: RemoveAttendee,
    output: MeetingChange,
  }),
  changeOwnPart: open.put(`${at}/own`, 'Set what you read and learned, and answer the survey', {
    input: ChangeOwnPart,
    output: null,
    status: 204,
  }),
  move: put(`${at}/position`, 'Show a section and step of the agenda', {
    input: MovePosition,
    output: null,
    status: 204,
  }),
  createLink: post(`${at}/link`, 'Make the link for guests of the meeting', {
    input: ChangeGuestLink,
    output: z.object({ path: z.string(), expiresAt: Instant }),
    status: 201,
  }),
  removeLink: del(`${at}/link`, 'End the link for guests of the meeting', {
    input: ChangeGuestLink,
    output: null,
    status: 204,
  }),
  readAsGuest: get(asGuest, 'Get the meeting of a guest', {
    scope: 'guest',
    input: OfMeetingGuest,
    output: GuestMeeting,
  }),
  askAsGuest: post(`${asGuest}/questions`, 'Ask a question as a guest', {
    scope: 'guest',
    input: AskAsGuest,
    output: null,
    status: 204,
  }),
  attendAsGuest: post(`${asGuest}/attendees`, 'Say that you are there as a guest', {
    scope: 'guest',
    input: OfMeetingGuest,
    output: null,
    status: 204,
  }),
  changePartAsGuest: put(`${asGuest}/own`, 'Set what you learned, and answer the survey', {
    scope: 'guest',
    input: ChangePartAsGuest,
    output: null,
    status: 204,
  }),
  undo: open.post('/api/meetings/undo', 'Undo a change to a meeting', {
    input: UndoChange,
    output: MeetingChange,
  }),
} as const;
