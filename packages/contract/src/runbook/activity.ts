import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const run = (says: string): ActivityDefinition => ({
  says,
  stale: ['safeguards'],
  undo: 'runbook-run',
});
const runbook = (says: string): ActivityDefinition => ({
  says,
  stale: ['catalog'],
  undo: null,
  isUpkeep: true,
});

export const runActivity = activityTable({
  'runbook-run.started': run('started the runbook {item}'),
  'runbook-run.changed': run('changed a step of the runbook {item}'),
  'runbook-run.removed': run('removed a run of the runbook {item}'),
  'runbook-run.undone': run('undid a change to a run of the runbook {item}'),
});

export const runbookActivity = activityTable({
  'runbook.added': runbook('added the runbook {item}'),
  'runbook.changed': runbook('changed the runbook {item}'),
  'runbook.verified': runbook('verified the runbook {item}'),
  'runbook.removed': runbook('removed the runbook {before}'),
  'runbook.undone': runbook('undid a change to the runbook {item}'),
});
