import { checkHeartbeat } from '@debrief/core/safeguard';
import { jobKinds, type JobData, type JobKind } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { createContext } from '../http/auth.ts';
import { pullConnectionJob } from '../connections/pull-connection.ts';
import { checkPagesJob } from './check-pages.ts';
import { findSecretsJob } from './find-secrets.ts';
import { readDeliveriesJob, rereadDeliveriesJob } from './read-delivery.ts';
import { collectEmailsJob, sendEmailJob } from './send-emails.ts';
import { removeEvidenceJob } from './remove-evidence.ts';
import { routeIncidentJob } from './route-incident.ts';
import { runImport } from './run-import.ts';
import { runRetentionJob } from './run-retention.ts';
import { pollTrackerJob, syncIssueJob } from '../trackers/sync-issue.ts';
import { undoImportJob } from './undo-import.ts';

/**
 * Does the work of a job. It can be called again with the same data, even while an earlier call
 * runs. Throws to be called again.
 */
type JobHandler<Data> = (deps: Deps, data: Data, signal: AbortSignal) => Promise<void>;

/** The handler of each kind of job, with its data as it comes from the queue. */
export const jobHandlers: Record<JobKind, JobHandler<unknown>> = {
  'import.run': handler('import.run', runImport),
  'import.undo': handler('import.undo', undoImportJob),
  'delivery.read': handler('delivery.read', readDeliveriesJob),
  'secrets.find': handler('secrets.find', findSecretsJob),
  'delivery.reread': handler('delivery.reread', rereadDeliveriesJob),
  'evidence.remove': handler('evidence.remove', removeEvidenceJob),
  'connection.pull': handler('connection.pull', pullConnectionJob),
  'pages.check': handler('pages.check', checkPagesJob),
  'heartbeat.check': handler('heartbeat.check', (deps, data) =>
    checkHeartbeat(createContext(deps, { type: 'system', name: 'Debrief' }, null), data),
  ),
  'retention.run': handler('retention.run', runRetentionJob),
  'incident.route': handler('incident.route', routeIncidentJob),
  'emails.collect': handler('emails.collect', collectEmailsJob),
  'email.send': handler('email.send', sendEmailJob),
  'tracker.poll': handler('tracker.poll', pollTrackerJob),
  'tracker.sync': handler('tracker.sync', syncIssueJob),
};

function handler<Kind extends JobKind>(
  kind: Kind,
  run: JobHandler<JobData[Kind]>,
): JobHandler<unknown> {
  return (deps, data, signal) => run(deps, jobKinds[kind].parse(data), signal);
}
