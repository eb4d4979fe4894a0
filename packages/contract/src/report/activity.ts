import { activityTable, type ActivityDefinition, type QueryFamily } from '../activity-kind.ts';

const kind = (stale: QueryFamily, says: string): ActivityDefinition => ({
  says,
  stale: [stale],
  undo: null,
});

export const reportActivity = activityTable({
  'report.begun': { ...kind('report', 'started the report'), isUpkeep: true },
  'report.written': kind('report', 'edited the report'),
  'report.section-removed': kind('report', 'removed a section of the report'),
  'report.section-restored': kind('report', 'restored a section of the report'),
  'report.imported': {
    ...kind('report', 'imported the report {after}'),
    repeatsEvidence: true,
    isUpkeep: true,
  },
  'suggestion.accepted': kind('suggestions', 'accepted suggestions'),
  'suggestion.dismissed': kind('suggestions', 'dismissed suggestions'),
  'suggestion.reopened': kind('suggestions', 'reopened suggestions'),
  'version.published': kind('versions', 'published the report'),
  'version.unpublished': kind('versions', 'unpublished the report'),
  'version-use.added': kind('versions', 'added what the report was used in'),
  'version-use.removed': kind('versions', 'removed what the report was used in'),
  'version-use.restored': kind('versions', 'restored what the report was used in'),
  'reader-question.asked': kind('versions', 'asked a question about the report'),
  'reader-question.answered': kind('versions', 'answered a reader’s question'),
  'reader-question.withdrawn': kind('versions', 'withdrew a question about the report'),
});
