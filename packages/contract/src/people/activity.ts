import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const person = (says: string): ActivityDefinition => ({
  says,
  stale: ['people', 'record', 'timeline'],
  undo: null,
});

const directory = (says: string): ActivityDefinition => ({
  says,
  stale: 'everything',
  undo: null,
  isUpkeep: true,
});

export const peopleActivity = activityTable({
  'person.merged': person('merged {before} into one person'),
  'person.split': person('made {after} a separate person'),
  'person.match-declined': person('marked {after} as different people'),
  'person.renamed': person('renamed {before} to {after}'),
  'person.roles-set': person('set the roles of {after}'),
  'person.profile-set': person('matched {after} with the directory'),
  'person.profile-declined': person('marked {after} as not in the directory'),
  'person.on-call-set': person('matched {after} with an on-call schedule'),
  'person.on-call-declined': person('marked {after} as not in an on-call schedule'),
  'directory.imported': directory('imported the directory {after}'),
  'directory.person-removed': directory('removed a person from the directory'),
  'directory.person-added': directory('added a person to the directory'),
  'directory.person-changed': directory('changed a person in the directory'),
  'directory.cleared': directory('removed everyone from the directory'),
  'on-call.imported': directory('imported the on-call schedules {after}'),
  'on-call.removed': directory('removed the on-call schedule {before}'),
});
