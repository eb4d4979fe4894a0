import { activityTable, type ActivityDefinition, type QueryFamily } from '../activity-kind.ts';

const stale: QueryFamily[] = ['investigation', 'follow-ups'];
const finding = (says: string): ActivityDefinition => ({ says, stale, undo: 'finding' });
const link = (says: string): ActivityDefinition => ({ says, stale, undo: null });

export const investigationActivity = activityTable({
  'hypothesis.added': finding('added the hypothesis {item}'),
  'hypothesis.changed': finding('changed the hypothesis {item}'),
  'hypothesis.removed': finding('removed the hypothesis {item}'),
  'hypothesis.proposed': finding('proposed the hypothesis {item}'),
  'hypothesis.tested': finding('tested the hypothesis {item}'),
  'hypothesis.supported': finding('found support for the hypothesis {item}'),
  'hypothesis.ruled-out': finding('ruled out the hypothesis {item}'),
  'hypothesis.confirmed': finding('confirmed the hypothesis {item}'),
  'hypothesis.reopened': finding('reopened the hypothesis {item}'),
  'hypothesis.step-changed': finding('changed a status update of the hypothesis {item}'),
  'decision.added': finding('added the decision {item}'),
  'decision.changed': finding('changed the decision {item}'),
  'decision.removed': finding('removed the decision {item}'),
  'question.added': finding('added the question {item}'),
  'question.changed': finding('changed the question {item}'),
  'question.removed': finding('removed the question {item}'),
  'factor.added': finding('added the factor {item}'),
  'factor.changed': finding('changed the factor {item}'),
  'factor.removed': finding('removed the factor {item}'),
  'factor.linked': link('linked two factors'),
  'factor.unlinked': link('removed the link between two factors'),
  'factor.five-whys-added': finding('added the five whys {item}'),
  'impact.added': finding('added the impact {item}'),
  'impact.changed': finding('changed the impact {item}'),
  'impact.removed': finding('removed the impact {item}'),
  'observation.added': finding('added the observation {item}'),
  'observation.changed': finding('changed the observation {item}'),
  'observation.removed': finding('removed the observation {item}'),
  'contradiction.added': finding('added the conflicting accounts {item}'),
  'contradiction.changed': finding('changed the conflicting accounts {item}'),
  'contradiction.removed': finding('removed the conflicting accounts {item}'),
  'investigation.undone': finding('undid a change to {item}'),
});
