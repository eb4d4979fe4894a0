import { api } from '../../api.ts';
import { read } from '../read.ts';

/** A change of the codebook also changes what each incident shows. */
export const tagQueries = {
  codebook: () => read(['tags', 'codebook'], (options) => api.tag.codebook(undefined, options)),
  itemTags: (ref: string) =>
    read(['tags', 'incident', ref], (options) => api.tag.ofIncident({ incident: ref }, options)),
  codingRounds: (ref: string) =>
    read(['coding', 'incident', ref], (options) => api.coding.list({ incident: ref }, options)),
  codingRound: (id: string) =>
    read(['coding', 'round', id], (options) => api.coding.get({ id }, options)),
};
