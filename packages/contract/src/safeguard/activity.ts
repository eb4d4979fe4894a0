import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const safeguard = (says: string): ActivityDefinition => ({
  says,
  stale: ['safeguards', 'follow-ups'],
  undo: 'safeguard',
});

/** What can't be undone. */
const fact = (says: string): ActivityDefinition => ({ says, stale: ['safeguards'], undo: null });

export const safeguardActivity = activityTable({
  'safeguard.added': safeguard('added the safeguard {item}'),
  'safeguard.changed': safeguard('changed the safeguard {item}'),
  'safeguard.proven': safeguard('ran the proof of the safeguard {item}'),
  'safeguard.ran': fact('ran the checks of the safeguard {item}'),
  'safeguard.drilled': fact('sent a test alert of the safeguard {item}'),
  'safeguard.drill-arrived': fact('received the test alert of the safeguard {item}'),
  'safeguard.heartbeat-changed': fact('changed the heartbeat of the safeguard {item}'),
  'safeguard.silent': fact('noticed that the safeguard {item} is silent'),
  'safeguard.back': fact('got a heartbeat from the safeguard {item} again'),
  'safeguard.drill-ended': fact('stopped the test alert of the safeguard {item}'),
  'safeguard.removed': safeguard('removed the safeguard {item}'),
  'safeguard.undone': safeguard('undid a change to the safeguard {item}'),
});
