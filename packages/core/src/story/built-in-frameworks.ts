import type { CompetencyFramework } from '@debrief/contract';
import { frameworks } from '@debrief/prose/story';

/**
 * The frameworks included with Debrief: a generic one of our own, and the names of well-known
 * leadership principles.
 */
export const builtInFrameworks: readonly CompetencyFramework[] = frameworks.map(
  ({ id, name, competencies }) => ({
    id,
    name,
    isMine: false,
    competencies: competencies.map((one) => ({
      key: one.id,
      name: one.name,
      hint: one.signs.slice(0, 8).join(', '),
      signs: [...one.signs],
    })),
  }),
);
