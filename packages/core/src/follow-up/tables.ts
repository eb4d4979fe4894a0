import type {
  ActorRef,
  FollowUpIntent,
  FollowUpIssue,
  FollowUpOwner,
  FollowUpState,
  RecurrenceAnswer,
  TrackerSettings,
} from '@debrief/contract';
import type { IssueBase, IssueStatus } from '@debrief/rules/follow-up';
import type { Generated } from 'kysely';

/** What is shown of an issue, as it was last seen. */
export interface SeenIssue {
  key: string;
  url: string;
  status: IssueStatus;
  assignee: string | null;
}

export interface FollowUpTables {
  follow_up: {
    id: string;
    incident_id: string;
    text: string;
    intent: FollowUpIntent;
    origin_id: string | null;
    owner: FollowUpOwner | null;
    done_when: Generated<string>;
    due_on: string | null;
    tracker_url: string | null;
    state: FollowUpState;
    state_at: Date;
    verification: Generated<string>;
    wont_do_reason: Generated<string>;
    meant: string[];
    recurrences: RecurrenceAnswer[] | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  tracker: {
    id: string;
    settings: TrackerSettings;
    token: string;
    webhook_hash: string;
    signing_secret: string | null;
    /** Issues that changed before it have been looked at. */
    watermark: Date;
    /** The next poll: its job names this time. */
    next_at: Date;
    /** It limits requests until then. */
    waits_until: Date | null;
    asked_at: Date | null;
    problem: string | null;
    failures: Generated<number>;
    created_at: Date;
    created_by: ActorRef;
  };
  issue_link: {
    follow_up_id: string;
    tracker_id: string;
    /** Null until the issue is created. */
    issue_id: string | null;
    issue: SeenIssue | null;
    base: IssueBase | null;
    is_deleted: Generated<boolean>;
    /** When a process first asked the tracker to create the issue. */
    tried_at: Date | null;
    /** The next sync: its job names this time. Null if there is nothing to look at. */
    due_at: Date | null;
    lease: string | null;
    lease_until: Date | null;
    checked_at: Date | null;
    problem: string | null;
    failures: Generated<number>;
    conflicts: Generated<FollowUpIssue['conflicts']>;
    created_at: Date;
    created_by: ActorRef;
  };
}
