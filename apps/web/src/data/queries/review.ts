import type { PolicySubject, ReviewFilter } from '@debrief/contract';
import { api } from '../../api.ts';
import { read } from '../read.ts';

const keyFor = (ref: string) => ['incident', ref, 'review'] as const;

/** Not in `queries`: only the screens of reviews load them. */
export const reviewQueries = {
  review: (ref: string) =>
    read(keyFor(ref), (options) => api.review.get({ incident: ref }, options)),
  candidates: (ref: string) =>
    read([...keyFor(ref), 'candidates'], (options) =>
      api.review.candidates({ incident: ref }, options),
    ),
  list: (filter: ReviewFilter) =>
    read(['review', 'list', filter], (options) => api.review.all(filter, options)),
  undecided: () =>
    read(['review', 'undecided'], (options) => api.review.undecided(undefined, options)),
  investigators: () =>
    read(['review', 'investigators'], (options) => api.review.investigators(undefined, options)),
  policies: () => read(['policies', 'list'], (options) => api.review.policies(undefined, options)),
  trial: (about: PolicySubject, expression: string) =>
    read(['policies', 'trial', about, expression], (options) =>
      api.review.tryPolicy({ about, expression }, options),
    ),
};
