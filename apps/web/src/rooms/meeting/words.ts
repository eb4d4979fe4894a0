import type { Meeting, MeetingIdea, MeetingQuestion } from '@debrief/contract';

export const meetingStateWords: Record<Meeting['state'], string> = {
  planned: 'Planned',
  running: 'Running',
  ended: 'Ended',
  canceled: 'Canceled',
};

export const questionWords: Record<MeetingQuestion['state'], string> = {
  open: 'Open',
  answered: 'Answered',
  parked: 'Parked',
};

export const ideaWords: Record<MeetingIdea['state'], string> = {
  parked: 'Parked',
  'follow-up': 'Follow-up',
  dropped: 'Dropped',
};

/** From Howie's guide and Etsy's facilitation guide. */
export const groundRules = [
  'Everyone acted in a way that made sense to them at the time.',
  'Ask how, not why. How did it look from where you were?',
  'No “should have”: describe what happened, not what didn’t.',
  'Ideas for fixes are parked until the end.',
  'Any question is welcome. If you don’t know, others don’t either.',
];
