import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const incident = (says: string): ActivityDefinition => ({
  says,
  stale: ['incidents', 'itself', 'members', 'milestones', 'follow-ups'],
  undo: null,
  isUpkeep: true,
});
const inArchive = (says: string): ActivityDefinition => ({
  ...incident(says),
  isAllowedInArchive: true,
});
const milestone = (says: string): ActivityDefinition => ({
  says,
  stale: ['milestones', 'investigation'],
  undo: null,
});

export const incidentActivity = activityTable({
  'incident.declared': incident('declared the incident'),
  'incident.imported': incident('imported the incident from a bundle'),
  'incident.exported': inArchive('exported the incident'),
  'incident.archived': inArchive('archived the incident'),
  'incident.unarchived': inArchive('unarchived the incident'),
  'incident.deleted': inArchive('deleted an incident'),
  'incident.changed': incident('changed the incident'),
  'incident.made-private': incident('made the incident private'),
  'incident.made-visible': incident('made the incident visible to everyone'),
  'incident.member-added': incident('gave access to {after}'),
  'incident.member-removed': incident('removed access from {before}'),
  'milestone.set': milestone('set the milestone {after}'),
  'milestone.cleared': milestone('cleared the milestone {before}'),
});
