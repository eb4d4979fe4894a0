import type { Routes } from '@debrief/contract';
import { exportIncident, importBundle } from '@debrief/core/bundle';
import { deleteIncident } from '@debrief/core/delete-incident';
import * as incident from '@debrief/core/incident';
import { clearMilestone, listMilestones, setMilestone } from '@debrief/core/timeline';
import { listIncidents } from '@debrief/core/library';
import { makeIncidentVisible, makeIncidentPrivate } from '@debrief/core/evidence';
import { resetDemo } from '../../demo.ts';
import type { Handlers } from '../handler.ts';
import { fileResponse } from '../file-response.ts';

export const incidentHandlers: Handlers<Routes['incident']> = {
  list: listIncidents,
  declare: (ctx, input) => incident.declareIncident(ctx, input),
  get: incident.getIncident,
  change: incident.changeIncident,
  makePrivate: makeIncidentPrivate,
  makeVisible: makeIncidentVisible,
  archive: incident.archiveIncident,
  unarchive: incident.unarchiveIncident,
  delete: deleteIncident,
  resetDemo: (ctx) => resetDemo(ctx),
  milestones: listMilestones,
  setMilestone: setMilestone,
  clearMilestone: clearMilestone,
  members: incident.listMembers,
  addMember: incident.addMember,
  removeMember: incident.removeMember,
  export: async (ctx, input) => fileResponse(await exportIncident(ctx, input)),
  importBundle: (ctx, _, { file }) => importBundle(ctx, file.upload),
};
