import { api } from '../../api.ts';
import { read } from '../../data/read.ts';

/** Only for people who can change follow-ups. */
export const trackersQuery = () =>
  read(['trackers'], (options) => api.tracker.list(undefined, options));
