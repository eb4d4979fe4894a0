import type { Routes } from '@debrief/contract';
import { exportIncident, importBundle } from '@debrief/core/bundle';
import {
  addMember,
  changeIncident,
  declareIncident,
  getIncident,
  listMembers,
  removeMember,
} from '@debrief/core/incident';
import { clearMilestone, listMilestones, setMilestone } from '@debrief/core/timeline';
import { listIncidents } from '@debrief/core/library';
import { openIncident, restrictIncident } from '@debrief/core/evidence';
import type { Doors } from '../door.ts';
import { fileResponse } from '../file-response.ts';
import { pagingOf } from '../paging.ts';

export const incidentDoors: Doors<Routes['incident']> = {
  list: ({ ctx }, input) =>
    listIncidents(ctx, { text: input.text, status: input.status, ...pagingOf(input) }),
  declare: ({ ctx }, input) => declareIncident(ctx, input),
  get: ({ ctx }, input) => getIncident(ctx, input),
  change: ({ ctx }, input) => changeIncident(ctx, input),
  restrict: ({ ctx }, input) => restrictIncident(ctx, input),
  open: ({ ctx }, input) => openIncident(ctx, input),
  milestones: ({ ctx }, input) => listMilestones(ctx, input),
  setMilestone: ({ ctx }, input) => setMilestone(ctx, input),
  clearMilestone: ({ ctx }, input) => clearMilestone(ctx, input),
  members: ({ ctx }, input) => listMembers(ctx, input),
  addMember: ({ ctx }, input) => addMember(ctx, input),
  removeMember: ({ ctx }, input) => removeMember(ctx, input),
  export: async ({ ctx }, input) => fileResponse(await exportIncident(ctx, input)),
  importBundle: async ({ ctx, file }) => {
    const spooled = await file('bundle');
    try {
      return await importBundle(ctx, spooled.upload);
    } finally {
      await spooled.clear();
    }
  },
};
