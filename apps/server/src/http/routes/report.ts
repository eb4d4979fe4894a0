import type { Routes } from '@debrief/contract';
import { beginReport, readReport, removeSection, restoreSection, writeSections } from '@debrief/core/report';
import type { Doors } from '../door.ts';
import { editionDoors } from './edition.ts';

export const reportDoors: Doors<Routes['report']> = {
  ...editionDoors,
  read: ({ ctx }, input) => readReport(ctx, input),
  begin: ({ ctx }, input) => beginReport(ctx, input),
  write: ({ ctx }, input) => writeSections(ctx, input),
  removeSection: ({ ctx }, input) => removeSection(ctx, input),
  restoreSection: ({ ctx }, input) => restoreSection(ctx, input),
};
