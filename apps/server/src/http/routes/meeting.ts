import type { Routes } from '@debrief/contract';
import * as meeting from '@debrief/core/meeting';
import type { Handlers } from '../handler.ts';

export const meetingHandlers: Handlers<Routes['meeting']> = {
  get: meeting.readMeeting,
  invitation: async (ctx, input, { request, deps }) => {
    const origin = deps.config.publicUrl ?? new URL(request.url).origin;
    const { name, text } = await meeting.renderMeetingInvitation(ctx, input, origin);
    return new Response(text, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  },
  invitees: meeting.findInvitees,
  plan: meeting.planMeeting,
  changeState: meeting.changeMeetingState,
  remove: meeting.removeMeeting,
  ask: meeting.askInMeeting,
  changeQuestion: meeting.changeMeetingQuestion,
  park: meeting.parkIdea,
  changeIdea: meeting.changeMeetingIdea,
  attend: meeting.attendMeeting,
  removeAttendee: meeting.removeMeetingAttendee,
  changeOwnPart: meeting.changeOwnPart,
  move: meeting.movePosition,
  createLink: meeting.createMeetingLink,
  removeLink: meeting.removeMeetingLink,
  readAsGuest: meeting.readAsGuest,
  askAsGuest: meeting.askAsGuest,
  attendAsGuest: meeting.attendAsGuest,
  changePartAsGuest: meeting.changePartAsGuest,
  undo: meeting.undoMeetingChange,
};
