import type { CompetencyFramework } from '@debrief/contract';
import { frameworks } from '@debrief/prose/story';

/** The frameworks that come with Debrief: our own, of no company, and the names of leadership principles that many are asked about. */
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
