import type { CompetencyPack } from '@debrief/contract';

/** The packs that come with Debrief. */
export const builtInPacks: readonly CompetencyPack[] = [];
