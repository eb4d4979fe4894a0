import { z } from 'zod';
import { authorship } from '../access/schema.ts';
import { FollowUpIntent, FollowUpOwner } from '../follow-up/schema.ts';
import { ofGuestLink } from '../guest/schema.ts';
import { Id, Instant } from '../ids.ts';
import { SmallCount } from '../small-count.ts';
import {
  agendaKinds,
  ideaStates,
  independences,
  meetingQuestionStates,
  meetingStates,
} from '../vocabulary.ts';
import { Zone } from '../zone.ts';

export const MeetingState = z.enum(meetingStates);
export type MeetingState = z.infer<typeof MeetingState>;
export const AgendaKind = z.enum(agendaKinds);
export type AgendaKind = z.infer<typeof AgendaKind>;

export const AgendaSection = z.object({
  id: Id,
  kind: AgendaKind,
  title: z.string().trim().min(1, 'Name the section').max(200),
  minutes: z.int().min(0).max(480),
});
export type AgendaSection = z.infer<typeof AgendaSection>;

/** Someone who is invited: an account, or a person with an email address. */
export const Invited = z.object({
  accountId: Id.nullable(),
  name: z.string(),
  /** Null for an account: its address is read when the invitation is made. */
  email: z.string().nullable(),
});
export type Invited = z.infer<typeof Invited>;

export const MeetingQuestion = z.object({
  id: Id,
  text: z.string(),
  by: z.string(),
  /** Null for guests, the operator and API keys. */
  accountId: Id.nullable(),
  at: Instant,
  state: z.enum(meetingQuestionStates),
  answer: z.string(),
});
export type MeetingQuestion = z.infer<typeof MeetingQuestion>;

/** An idea for an action item, parked until the section in which it is discussed. */
export const MeetingIdea = z.object({
  id: Id,
  text: z.string(),
  by: z.string(),
  at: Instant,
  state: z.enum(ideaStates),
  /** Why it was dropped. */
  reason: z.string(),
  followUpId: Id.nullable(),
});
export type MeetingIdea = z.infer<typeof MeetingIdea>;

export const Attendee = z.object({
  id: Id,
  accountId: Id.nullable(),
  name: z.string(),
  at: Instant,
});
export type Attendee = z.infer<typeof Attendee>;

/** What is kept of a meeting. */
export const meetingFields = {
  startsAt: Instant,
  minutes: z.int(),
  /** The zone in which it was planned. */
  zone: z.string(),
  /** A room, or the URL of a call. */
  place: z.string(),
  facilitator: FollowUpOwner.nullable(),
  noteTaker: FollowUpOwner.nullable(),
  invited: z.array(Invited),
  agenda: z.array(AgendaSection),
  state: MeetingState,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  questions: z.array(MeetingQuestion),
  ideas: z.array(MeetingIdea),
  attendees: z.array(Attendee),
} as const;

export const Meeting = z
  .object({
    id: Id,
    incidentId: Id,
    incidentRef: z.string(),
    incidentTitle: z.string(),
    ...meetingFields,
    ...authorship,
    can: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Meeting' });
export type Meeting = z.infer<typeof Meeting>;

/** Answers are published in steps of five people, so that none can be traced to someone. */
export const SurveyAnswer = z.object({
  /** Did you learn something that will change your work? */
  changes: z.boolean(),
  /** Would you attend a meeting like this again? */
  again: z.boolean(),
  /** What did you not know before? */
  unknown: z.string().trim().max(2_000),
  /** Which questions does it raise? */
  raises: z.string().trim().max(2_000),
});
export type SurveyAnswer = z.infer<typeof SurveyAnswer>;

export const SurveyResult = z.object({
  answers: SmallCount,
  /** Whether at least half of the people who answered said yes. */
  changes: z.boolean(),
  again: z.boolean(),
  unknown: z.array(z.string()),
  raises: z.array(z.string()),
});
export type SurveyResult = z.infer<typeof SurveyResult>;

/** What the reader did in the meeting; no one else sees it by name. */
export const OwnPart = z.object({
  hasRead: z.boolean(),
  /** What they learned, one entry each time; entries can be empty. */
  learned: z.array(z.string()),
  survey: SurveyAnswer.nullable(),
});
export type OwnPart = z.infer<typeof OwnPart>;

export const MeetingTotals = z.object({
  /** How many people say that they have read the report. */
  read: SmallCount,
  /** How many people learned something, and what, without names, from five people on. */
  learned: SmallCount,
  lines: z.array(z.string()),
  /** Null for fewer than five answers. */
  survey: SurveyResult.nullable(),
});
export type MeetingTotals = z.infer<typeof MeetingTotals>;

/** What the screen shows: a section of the agenda, and a step in it. */
export const MeetingPosition = z.object({ sectionId: Id, step: z.int(), sectionAt: Instant });
export type MeetingPosition = z.infer<typeof MeetingPosition>;

/** The meeting of an incident. */
export const IncidentMeeting = z
  .object({
    /** Null before it is planned. */
    meeting: Meeting.nullable(),
    position: MeetingPosition.nullable(),
    /** How close each attendee was to the incident. */
    attendance: z.array(z.object({ id: Id, independence: z.enum(independences) })),
    own: OwnPart,
    totals: MeetingTotals,
    lastChange: z.object({ activityId: z.string(), what: z.string() }).nullable(),
    can: z.object({ change: z.boolean(), takePart: z.boolean() }),
  })
  .meta({ id: 'IncidentMeeting' });
export type IncidentMeeting = z.infer<typeof IncidentMeeting>;

export const MeetingChange = z
  .object({ meetings: z.array(Meeting), removed: z.array(Id), activityId: z.string() })
  .meta({ id: 'MeetingChange' });
export type MeetingChange = z.infer<typeof MeetingChange>;

const personName = z.string().trim().min(1, 'Enter a name').max(200);
const account = z.object({ type: z.literal('account'), accountId: Id });
const person = z.object({ type: z.literal('person'), name: personName });
const Host = z.discriminatedUnion('type', [account, person]).nullable();
const Guest = person.extend({ email: z.email('Enter an email address').max(320) });

const plan = {
  startsAt: Instant,
  minutes: z.int().min(10, 'At least 10 minutes').max(480, 'At most 8 hours'),
  zone: Zone,
  place: z.string().trim().max(500),
  facilitator: Host,
  noteTaker: Host,
  invited: z.array(z.discriminatedUnion('type', [account, Guest])).max(200),
  agenda: z.array(AgendaSection).min(1, 'Add a section').max(20),
};

/** The version is null for an incident without a meeting. What is not named stays as it is. */
/** A part of a name or an email address: two characters, so that no one lists the directory. */
export const FindInvitees = z.object({
  incident: z.string(),
  text: z.string().trim().min(2).max(100),
});
export type FindInvitees = z.input<typeof FindInvitees>;

export const PlanMeeting = z.object({
  incident: z.string(),
  version: z.int().nullable(),
  ...z.object(plan).partial().shape,
});
export type PlanMeeting = z.input<typeof PlanMeeting>;

export const ChangeMeetingState = z.object({ incident: z.string(), to: MeetingState });
export type ChangeMeetingState = z.input<typeof ChangeMeetingState>;

export const RemoveMeeting = z.object({
  incident: z.string(),
  version: z.coerce.number().int(),
});
export type RemoveMeeting = z.input<typeof RemoveMeeting>;

const text = z.string().trim().max(2_000);
const ofEntry = { incident: z.string(), id: Id };

export const AskInMeeting = z.object({
  incident: z.string(),
  /** The caller creates it, so that a repeated request does not add another one. */
  id: Id.optional(),
  text: text.min(1, 'Write your question'),
});
export type AskInMeeting = z.input<typeof AskInMeeting>;

/** An answer goes with `answered`, and can be empty if it was given aloud. */
export const ChangeMeetingQuestion = z.object({
  ...ofEntry,
  state: z.enum(meetingQuestionStates),
  answer: z.string().trim().max(5_000).optional(),
});
export type ChangeMeetingQuestion = z.input<typeof ChangeMeetingQuestion>;

export const ParkIdea = AskInMeeting.extend({ text: text.min(1, 'Describe the idea') });
export type ParkIdea = z.input<typeof ParkIdea>;

/** `follow-up` adds it to the follow-ups of the incident; dropping it needs a reason. */
export const ChangeIdea = z.object({
  ...ofEntry,
  state: z.enum(ideaStates),
  intent: FollowUpIntent.optional(),
  reason: text.optional(),
});
export type ChangeIdea = z.input<typeof ChangeIdea>;

/** Without a name and an account, the reader says that they are there. */
export const AttendMeeting = z.object({
  incident: z.string(),
  accountId: Id.optional(),
  name: personName.optional(),
});
export type AttendMeeting = z.input<typeof AttendMeeting>;

export const RemoveAttendee = z.object(ofEntry);
export type RemoveAttendee = z.input<typeof RemoveAttendee>;

export const ChangeOwnPart = z.object({
  incident: z.string(),
  hasRead: z.boolean().optional(),
  learned: z.array(z.string().trim().max(300)).max(20).optional(),
  survey: SurveyAnswer.nullable().optional(),
});
export type ChangeOwnPart = z.input<typeof ChangeOwnPart>;

export const MovePosition = z.object({
  incident: z.string(),
  sectionId: Id,
  step: z.int().min(0).max(10_000),
});
export type MovePosition = z.input<typeof MovePosition>;

/** The meeting as its guests see it. */
export const GuestMeeting = z
  .object({
    title: z.string(),
    startsAt: Instant,
    minutes: z.int(),
    zone: z.string(),
    place: z.string(),
    state: MeetingState,
    /** The section of the agenda that is on the screen. */
    section: z.string().nullable(),
    questions: z.array(MeetingQuestion.pick({ id: true, text: true, state: true, answer: true })),
    isPresent: z.boolean(),
    own: OwnPart,
  })
  .meta({ id: 'GuestMeeting' });
export type GuestMeeting = z.infer<typeof GuestMeeting>;

export const ChangeGuestLink = z.object({ incident: z.string() });
export const OfMeetingGuest = z.object(ofGuestLink);
export const AskAsGuest = OfMeetingGuest.extend({ text: text.min(1, 'Write your question') });
export const ChangePartAsGuest = OfMeetingGuest.extend({
  learned: ChangeOwnPart.shape.learned,
  survey: ChangeOwnPart.shape.survey,
});
