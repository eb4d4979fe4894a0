import type { AccountTables } from '../account/tables.ts';
import type { ActivityTables } from '../activity/tables.ts';
import type { CalibrationTables } from '../calibration/tables.ts';
import type { CatalogTables } from '../catalog/tables.ts';
import type { CodingTables } from '../coding/tables.ts';
import type { CommentTables } from '../comment/tables.ts';
import type { EvidenceTables } from '../evidence/tables.ts';
import type { FollowUpTables } from '../follow-up/tables.ts';
import type { GuestTables } from '../guest/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { InboundTables } from '../inbound/tables.ts';
import type { IncidentTables } from '../incident/tables.ts';
import type { InterviewTables } from '../interview/tables.ts';
import type { InvestigationTables } from '../investigation/tables.ts';
import type { LensTables } from '../lens/tables.ts';
import type { MeetingTables } from '../meeting/tables.ts';
import type { NotificationTables } from '../notification/tables.ts';
import type { PeopleTables } from '../people/tables.ts';
import type { PolicyTables } from '../policy/tables.ts';
import type { RetentionTables } from '../retention/tables.ts';
import type { RedactionTables } from '../redaction/tables.ts';
import type { ReportTables } from '../report/tables.ts';
import type { ReviewTables } from '../review/tables.ts';
import type { ManualCheckTables } from '../manual-check/tables.ts';
import type { RunbookTables } from '../runbook/tables.ts';
import type { SafeguardTables } from '../safeguard/tables.ts';
import type { SavedViewTables } from '../saved-view/tables.ts';
import type { StoryTables } from '../story/tables.ts';
import type { TagTables } from '../tag/tables.ts';
import type { TimelineTables } from '../timeline/tables.ts';

/** All tables, each declared by the room that owns it. */
export interface Tables
  extends
    ActivityTables,
    AccountTables,
    IncidentTables,
    GuestTables,
    IdentityTables,
    EvidenceTables,
    InboundTables,
    PeopleTables,
    PolicyTables,
    CatalogTables,
    TimelineTables,
    InterviewTables,
    InvestigationTables,
    NotificationTables,
    StoryTables,
    FollowUpTables,
    CodingTables,
    CommentTables,
    LensTables,
    SavedViewTables,
    TagTables,
    RedactionTables,
    RetentionTables,
    ReportTables,
    ManualCheckTables,
    MeetingTables,
    RunbookTables,
    SafeguardTables,
    CalibrationTables,
    ReviewTables {}
