import type { EmailRhythm, NotificationKind, NotificationWay } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface NotificationTables {
  notification_setting: {
    account_id: string;
    email: Generated<EmailRhythm>;
    sent_by: Generated<NotificationWay>;
    hour: Generated<number>;
    muted: Generated<NotificationKind[]>;
    email_since: Date | null;
    email_checked_at: Date | null;
    read_until: Date | null;
    feed_hash: string | null;
  };
  email: {
    id: string;
    account_id: string;
    state: 'pending' | 'sending' | 'sent' | 'dropped' | 'failed';
    attempts: Generated<number>;
    problem: string | null;
    created_at: Date;
    next_at: Date;
  };
  email_line: { account_id: string; key: string; email_id: string };
}
