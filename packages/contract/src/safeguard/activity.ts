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
  'safeguard.ran': {
    says: 'ran the checks of the safeguard {item}',
    stale: ['safeguards'],
    undo: null,
  },
  'safeguard.removed': safeguard('removed the safeguard {item}'),
  'safeguard.undone': safeguard('undid a change to the safeguard {item}'),
});
