import type { ActivityArea, ViewedList } from '@debrief/contract';
import { api } from '../../api.ts';
import { incidentKey, read, readPages } from '../read.ts';

export const accessQueries = {
  session: () => read(['session'], (options) => api.access.session(undefined, options), 60_000),
  accounts: () => read(['accounts'], (options) => api.access.accounts({ limit: 200 }, options)),
  directory: () => read(['directory'], (options) => api.people.directory({ limit: 1 }, options)),
  directoryPeople: (text: string) =>
    read(['directory', 'people', text], (options) =>
      api.people.directory({ limit: 50, ...(text !== '' && { text }) }, options),
    ),
  directoryProblems: () =>
    read(['directory', 'problems'], (options) => api.people.directoryProblems({}, options)),
  onCallSchedules: () =>
    read(['on-call', 'schedules'], (options) => api.people.schedules({}, options)),
  onCallSchedule: (id: string) =>
    read(['on-call', 'schedule', id], (options) => api.people.schedule({ id }, options)),
  ownLoad: () => read(['on-call', 'load'], (options) => api.people.ownLoad({}, options)),
  teamLoads: () => read(['on-call', 'teams'], (options) => api.people.teamLoads({}, options)),
  savedViews: (list: ViewedList) =>
    read(['saved-views', list], (options) => api['saved-view'].list({ list }, options)),
  keys: () => read(['keys'], (options) => api.access.keys(undefined, options)),
  activity: (ref: string, about?: ActivityArea) =>
    readPages(incidentKey(ref, 'activity', about), (page, options) =>
      api.access.activity({ incident: ref, ...(about && { about }), limit: 100, ...page }, options),
    ),
};
