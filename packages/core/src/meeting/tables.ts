import type {
  ActorRef,
  AgendaSection,
  Attendee,
  FollowUpOwner,
  Invited,
  MeetingIdea,
  MeetingPosition,
  MeetingQuestion,
  MeetingState,
  SurveyAnswer,
} from '@debrief/contract';
import type { Generated } from 'kysely';

export interface MeetingTables {
  meeting: {
    id: string;
    incident_id: string;
    starts_at: Date;
    minutes: number;
    zone: string;
    place: Generated<string>;
    facilitator: FollowUpOwner | null;
    note_taker: FollowUpOwner | null;
    invited: Invited[];
    agenda: AgendaSection[];
    state: MeetingState;
    started_at: Date | null;
    ended_at: Date | null;
    questions: MeetingQuestion[];
    ideas: MeetingIdea[];
    attendees: Attendee[];
    position: MeetingPosition | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  meeting_part: {
    meeting_id: string;
    person: string;
    has_read: Generated<boolean>;
    learned: Generated<string[]>;
    survey: SurveyAnswer | null;
    read_shown: Generated<boolean>;
    learned_shown: Generated<string[]>;
    survey_shown: SurveyAnswer | null;
  };
}
