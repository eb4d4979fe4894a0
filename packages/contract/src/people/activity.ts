import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const person = (says: string): ActivityDefinition => ({
  says,
  stale: ['people', 'record', 'timeline'],
  undo: null,
});

export const peopleActivity = activityTable({
  'person.merged': person('merged {before} into one person'),
  'person.split': person('made {after} a separate person'),
  'person.match-declined': person('marked {after} as different people'),
  'person.renamed': person('renamed {before} to {after}'),
  'person.roles-set': person('set the roles of {after}'),
});
