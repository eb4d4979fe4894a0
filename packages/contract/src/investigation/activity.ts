import { activityTable, type ActivityDefinition, type QueryFamily } from '../activity-kind.ts';

const stale: QueryFamily[] = ['investigation', 'follow-ups'];
const entry = (says: string): ActivityDefinition => ({ says, stale, undo: 'finding' });
const link = (says: string): ActivityDefinition => ({ says, stale, undo: null });

export const investigationActivity = activityTable({
  'hypothesis.added': entry('added the hypothesis {item}'),
  'hypothesis.changed': entry('changed the hypothesis {item}'),
  'hypothesis.removed': entry('removed the hypothesis {item}'),
  'hypothesis.proposed': entry('proposed the hypothesis {item}'),
  'hypothesis.tested': entry('tested the hypothesis {item}'),
  'hypothesis.supported': entry('found support for the hypothesis {item}'),
  'hypothesis.ruled-out': entry('ruled out the hypothesis {item}'),
  'hypothesis.confirmed': entry('confirmed the hypothesis {item}'),
  'hypothesis.reopened': entry('reopened the hypothesis {item}'),
  'hypothesis.step-changed': entry('changed a status update of the hypothesis {item}'),
  'decision.added': entry('added the decision {item}'),
  'decision.changed': entry('changed the decision {item}'),
  'decision.removed': entry('removed the decision {item}'),
  'question.added': entry('added the question {item}'),
  'question.changed': entry('changed the question {item}'),
  'question.removed': entry('removed the question {item}'),
  'factor.added': entry('added the factor {item}'),
  'factor.changed': entry('changed the factor {item}'),
  'factor.removed': entry('removed the factor {item}'),
  'factor.linked': link('linked two factors'),
  'factor.unlinked': link('removed the link between two factors'),
  'factor.why-chain-built': entry('added the five whys {item}'),
  'impact.added': entry('added the impact {item}'),
  'impact.changed': entry('changed the impact {item}'),
  'impact.removed': entry('removed the impact {item}'),
  'investigation.undone': entry('undid a change to {item}'),
});
