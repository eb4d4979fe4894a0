/** What can wait for an account. A new kind needs its words here and its query in core. */
export const waitingKindNames = [
  'sentence',
  'calibration',
  'mention',
  'reply',
  'review',
  'meeting',
  'meeting-question',
  'follow-up',
  'recurrence',
  'question',
  'suggestion',
  'interview',
  'interviewed',
  'quote',
] as const;
export type WaitingKind = (typeof waitingKindNames)[number];

export interface WaitingWords {
  /** What it is, before its title. */
  says: string;
  /** The page where it is done. `incident` is empty for what belongs to no incident. */
  link: (incident: string, id: string) => string;
  /** Emails contain nothing of it but the link. */
  isPrivate?: true;
}

const inComments = (incident: string, id: string) =>
  `/incidents/${incident}/comments?comment=${id}`;

export const waitingKinds: Record<WaitingKind, WaitingWords> = {
  sentence: { says: 'Confirm a sentence', link: () => '/stories/shared', isPrivate: true },
  calibration: { says: 'Calibration', link: (_, id) => `/calibration/${id}` },
  mention: { says: 'You were mentioned', link: inComments },
  reply: { says: 'Reply to you', link: inComments },
  review: { says: 'Investigate', link: (incident) => `/incidents/${incident}/review` },
  meeting: { says: 'Meeting', link: (incident) => `/incidents/${incident}/meeting` },
  'meeting-question': {
    says: 'Answer questions',
    link: (incident) => `/incidents/${incident}/meeting`,
  },
  'follow-up': {
    says: 'Follow-up',
    link: (incident, id) => `/incidents/${incident}/follow-ups?item=${id}`,
  },
  recurrence: {
    says: 'Did it come back?',
    link: (incident, id) => `/incidents/${incident}/follow-ups?item=${id}`,
  },
  question: { says: 'Answer readers', link: (incident) => `/incidents/${incident}/report` },
  suggestion: {
    says: 'Check suggestions',
    link: (incident) => `/incidents/${incident}/report/suggestions`,
  },
  interview: { says: 'Interview', link: (_incident, id) => `/interviews/${id}`, isPrivate: true },
  interviewed: { says: 'Interview with you', link: () => '/interviews', isPrivate: true },
  quote: { says: 'Approve your quotes', link: () => '/interviews', isPrivate: true },
};

/** What only informs: nothing waits for an answer. */
export const newsKindNames = [
  'answer',
  'published',
  'silent',
  'back',
  'library',
  'anniversary',
] as const;
export type NewsKind = (typeof newsKindNames)[number];

export const notificationKindNames = [...waitingKindNames, ...newsKindNames] as const;
export type NotificationKind = (typeof notificationKindNames)[number];

const toReview = (incident: string) => `/reviews/${incident}`;

export const notificationKinds: Record<NotificationKind, WaitingWords> = {
  ...waitingKinds,
  answer: { says: 'Your question was answered', link: toReview },
  published: { says: 'Published, from your incident', link: toReview },
  silent: { says: 'No heartbeat', link: (incident) => `/incidents/${incident}/safeguards` },
  back: { says: 'Heartbeat again', link: (incident) => `/incidents/${incident}/safeguards` },
  library: { says: 'New review', link: toReview },
  anniversary: { says: 'One year ago', link: toReview },
};

/** How often emails are sent. `soon`: within ten minutes. */
export const emailRhythms = ['off', 'soon', 'daily', 'weekly'] as const;
export type EmailRhythm = (typeof emailRhythms)[number];

/** How notifications are sent. */
export const notificationWays = ['email', 'chat'] as const;
export type NotificationWay = (typeof notificationWays)[number];
