import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({
  says,
  stale: ['catalog'],
  undo: null,
  isUpkeep: true,
});

export const catalogActivity = activityTable({
  'catalog.imported': kind('imported {after} to the catalog'),
  'service.added': kind('added the service {item}'),
  'service.changed': kind('changed the service {item}'),
  'service.removed': kind('removed the service {before}'),
  'service.undone': kind('undid a change to the service {item}'),
  'service.slos-reported': kind('reported the SLOs of the service {item}'),
  'service-history.added': kind('added the history entry {item}'),
  'service-history.changed': kind('changed the history entry {item}'),
  'service-history.removed': kind('removed the history entry {before}'),
  'service-history.undone': kind('undid a change to the history entry {item}'),
  'service-link.added': kind('added the link {item}'),
  'service-link.removed': kind('removed the link {before}'),
  'service-link.undone': kind('undid a change to the link {item}'),
});
