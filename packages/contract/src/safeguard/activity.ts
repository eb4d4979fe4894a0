import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const safeguard = (says: string): ActivityDefinition => ({
  says,
  stale: ['safeguards'],
  undo: 'safeguard',
});

export const safeguardActivity = activityTable({
  'safeguard.added': safeguard('added the safeguard {item}'),
  'safeguard.changed': safeguard('changed the safeguard {item}'),
  'safeguard.proven': safeguard('ran the proof of the safeguard {item}'),
  'safeguard.removed': safeguard('removed the safeguard {item}'),
  'safeguard.undone': safeguard('undid a change to the safeguard {item}'),
});
