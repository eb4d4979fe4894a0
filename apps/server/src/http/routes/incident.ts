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
import type { Handlers } from '../handler.ts';
import { fileResponse } from '../file-response.ts';

export const incidentHandlers: Handlers<Routes['incident']> = {
  list: listIncidents,
  declare: (ctx, input) => declareIncident(ctx, input),
  get: getIncident,
  change: changeIncident,
  restrict: restrictIncident,
  open: openIncident,
  milestones: listMilestones,
  setMilestone: setMilestone,
  clearMilestone: clearMilestone,
  members: listMembers,
  addMember: addMember,
  removeMember: removeMember,
  export: async (ctx, input) => fileResponse(await exportIncident(ctx, input)),
  importBundle: (ctx, _, { file }) => importBundle(ctx, file.upload),
};
