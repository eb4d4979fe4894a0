import type {
  AskState,
  Competency,
  RehearsalMark,
  StoryForm,
  StoryOutcome,
  StoryPart,
} from '@debrief/contract';
import type { Generated } from 'kysely';
import type { CitedTarget, ClaimNumber, Touched } from '@debrief/rules/story';

export interface StoryTables {
  story_person: { account_id: string; person_id: string };
  story: {
    id: string;
    account_id: string;
    incident_id: string | null;
    title: string;
    outcome: StoryOutcome | null;
    happened_on: string | null;
    competencies: Generated<string[]>;
    meant: Generated<string[]>;
    paste_id: string | null;
    is_example: Generated<boolean>;
    created_at: Date;
    updated_at: Date;
    removed_at: Date | null;
    version: Generated<number>;
  };
  story_claim: {
    id: string;
    story_id: string;
    part: StoryPart;
    rank: number;
    text: string;
    is_recollection: Generated<boolean>;
    numbers: ClaimNumber[];
    citations: CitedTarget[];
    follow_up_question: string | null;
    meant: Generated<string[]>;
    updated_at: Date;
    removed_at: Date | null;
    version: Generated<number>;
  };
  story_revision: {
    story_id: string;
    number: number;
    kind: string;
    at: Date;
    before: Touched;
    after: Touched;
    undoes: number | null;
  };
  story_paste: {
    id: string;
    account_id: string;
    original: Uint8Array;
    text: string;
    is_mended: boolean;
    pasted_at: Date;
  };
  story_ask: {
    id: string;
    claim_id: string;
    story_id: string;
    account_id: string;
    sentence: string;
    state: AskState;
    answer: Generated<string>;
    may_be_named: Generated<boolean>;
    asked_at: Date;
    answered_at: Date | null;
  };
  story_mentor: { story_id: string; account_id: string; invited_at: Date };
  story_comment: {
    id: string;
    story_id: string;
    claim_id: string | null;
    account_id: string;
    text: string;
    at: Date;
    edited_at: Date | null;
    version: Generated<number>;
  };
  story_rating: {
    story_id: string;
    account_id: string;
    dimension: string;
    level: number | null;
    note: Generated<string>;
    at: Date;
    version: Generated<number>;
  };
  story_replacement: {
    story_id: string;
    kind: string;
    original: string;
    decision: 'replace' | 'keep';
    replacement: Generated<string>;
    role: Generated<string>;
    decided_at: Date;
  };
  /** Empty for frameworks added before competencies had signs. */
  story_framework: {
    id: string;
    account_id: string;
    name: string;
    competencies: (Omit<Competency, 'signs'> & Partial<Pick<Competency, 'signs'>>)[];
    added_at: Date;
  };
  story_question: { id: string; account_id: string; question: object; added_at: Date };
  story_rehearsal: {
    id: string;
    account_id: string;
    story_id: string;
    form: StoryForm | null;
    question: Generated<string>;
    said: string;
    took_ms: number;
    marks: RehearsalMark[];
    again_on: string | null;
    rehearsed_at: Date;
    version: Generated<number>;
  };
}
