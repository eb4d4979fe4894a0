import type { FollowUpFilter, RouteInput, Routes } from '@debrief/contract';
import { api } from '../../api.ts';
import { incidentKey, read, readPages } from '../read.ts';

export const incidentQueries = {
  incidents: (
    filter: Pick<RouteInput<Routes['incident']['list']>, 'text' | 'status' | 'severity' | 'sort'>,
    limit = 50,
  ) =>
    readPages(['incidents', filter, limit], (page, options) =>
      api.incident.list({ ...filter, limit, ...page }, options),
    ),
  incident: (ref: string) =>
    read(incidentKey(ref, 'itself'), (options) => api.incident.get({ incident: ref }, options)),
  members: (ref: string) =>
    read(incidentKey(ref, 'members'), (options) =>
      api.incident.members({ incident: ref }, options),
    ),
  milestones: (ref: string) =>
    read(incidentKey(ref, 'milestones'), (options) =>
      api.incident.milestones({ incident: ref }, options),
    ),
  involvement: (ref: string) =>
    read(incidentKey(ref, 'people', 'involvement'), (options) =>
      api.people.involvement({ incident: ref }, options),
    ),
  personCard: (ref: string, personId: string, knownAt: string | null) =>
    read(incidentKey(ref, 'people', 'card', { personId, knownAt }), (options) =>
      api.people.card({ incident: ref, personId, ...(knownAt !== null && { knownAt }) }, options),
    ),
  people: (ref: string) =>
    read(incidentKey(ref, 'people'), (options) => api.people.list({ incident: ref }, options)),
  timeline: (ref: string) =>
    read(incidentKey(ref, 'timeline'), (options) => api.timeline.list({ incident: ref }, options)),
  investigation: (ref: string) =>
    read(incidentKey(ref, 'investigation'), (options) =>
      api.investigation.list({ incident: ref }, options),
    ),
  suspects: (ref: string, asked: { at?: string; text?: string }) =>
    read(incidentKey(ref, 'investigation', 'suspects', asked), (options) =>
      api.suspects.list({ incident: ref, ...asked }, options),
    ),
  suspectHitRate: () =>
    read(['suspects', 'hit-rate'], (options) => api.suspects.hitRate(undefined, options), 600_000),
  followUps: (ref: string) =>
    read(incidentKey(ref, 'follow-ups'), (options) =>
      api['follow-up'].list({ incident: ref }, options),
    ),
  meeting: (ref: string) =>
    read(incidentKey(ref, 'meeting'), (options) => api.meeting.get({ incident: ref }, options)),
  safeguards: (ref: string) =>
    read(incidentKey(ref, 'safeguards'), (options) =>
      api.safeguard.list({ incident: ref }, options),
    ),
  comments: (ref: string) =>
    read(incidentKey(ref, 'comments'), (options) => api.comment.list({ incident: ref }, options)),
  waitingComments: () =>
    readPages(['comments'], (page, options) => api.comment.waiting(page, options)),
  allFollowUps: (filter: Omit<FollowUpFilter, 'cursor' | 'limit'>) =>
    readPages(['follow-ups', filter], (page, options) =>
      api['follow-up'].all({ ...filter, limit: 50, ...page }, options),
    ),
};
