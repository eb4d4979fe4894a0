import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const meeting = (says: string, more: Partial<ActivityDefinition> = {}): ActivityDefinition => ({
  says,
  stale: ['meeting', 'home'],
  undo: 'meeting',
  ...more,
});

const shown = { stale: ['meeting'], undo: null, isUpkeep: true } as const;

export const meetingActivity = activityTable({
  'meeting.planned': meeting('planned the meeting'),
  'meeting.started': meeting('started the meeting'),
  'meeting.ended': meeting('ended the meeting'),
  'meeting.canceled': meeting('canceled the meeting'),
  'meeting.removed': meeting('removed the meeting'),
  'meeting.undone': meeting('undid a change to the meeting', { stale: ['meeting', 'home'] }),
  'meeting.question-asked': meeting('asked a question in the meeting'),
  'meeting.question-changed': meeting('changed a question in the meeting'),
  'meeting.idea-parked': meeting('parked an idea in the meeting'),
  'meeting.idea-changed': meeting('changed a parked idea of the meeting'),
  'meeting.attended': meeting('added someone who attended the meeting'),
  'meeting.attendee-removed': meeting('removed an attendee of the meeting'),
  'meeting.link-created': { says: 'made the link for guests of the meeting', ...shown },
  'meeting.link-removed': { says: 'ended the link for guests of the meeting', ...shown },
  // Its actor is not named: who read, learned and answered what is private.
  'meeting.counted': { says: 'took part in the meeting', ...shown },
  'meeting.moved': { says: 'showed another step in the meeting', ...shown },
});
