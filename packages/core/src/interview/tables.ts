import type {
  EvidencePlace,
  InterviewLineKind,
  InterviewQuestion,
  InterviewQuote,
  InterviewState,
} from '@debrief/contract';
import type { Generated } from 'kysely';

/** Places instead of quoted words, so that a redaction of the record reaches them. */
export type KeptQuestion = Pick<InterviewQuestion, 'id' | 'text' | 'state' | 'cue'> & {
  quoted: (EvidencePlace & { start: number; end: number }) | null;
};

export interface InterviewTables {
  interview: {
    id: string;
    incident_id: string;
    person_id: string | null;
    account_id: string | null;
    name: string;
    interviewers: string[];
    scribe: string | null;
    state: InterviewState;
    starts_at: Date | null;
    minutes: number;
    place: string;
    consent: string;
    questions: KeptQuestion[];
    created_at: Date;
    updated_at: Date;
    version: Generated<number>;
  };
  interview_line: {
    id: string;
    interview_id: string;
    kind: InterviewLineKind;
    text: string;
    at: Date;
    by_name: string;
    version: Generated<number>;
  };
  interview_quote: {
    id: string;
    interview_id: string;
    line_id: string;
    form: InterviewQuote['form'];
    text: string;
    state: InterviewQuote['state'];
    sent_at: Date;
    answered_at: Date | null;
    evidence_id: string | null;
    version: Generated<number>;
  };
}
