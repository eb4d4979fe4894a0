import { api } from '../../api.ts';
import { incidentKey, read } from '../read.ts';

export const reportQueries = {
  keptNotes: (ref: string) =>
    read(incidentKey(ref, 'lens'), (options) => api.lens.kept({ incident: ref }, options)),
  report: (ref: string) =>
    read(incidentKey(ref, 'report'), (options) => api.report.read({ incident: ref }, options)),
  reportAt: (ref: string, knownAt: string) =>
    read(incidentKey(ref, 'report', 'known', knownAt), (options) =>
      api.report.read({ incident: ref, knownAt }, options),
    ),
  versions: (ref: string) =>
    read(incidentKey(ref, 'versions', 'list'), (options) =>
      api.report.versions({ incident: ref }, options),
    ),
  readerQuestions: (ref: string) =>
    read(incidentKey(ref, 'versions', 'questions'), (options) =>
      api.report.readerQuestions({ incident: ref }, options),
    ),
  readiness: (ref: string, knownAt: string | null) =>
    read(
      incidentKey(ref, 'readiness', knownAt),
      (options) =>
        api.report.readiness({ incident: ref, ...(knownAt !== null && { knownAt }) }, options),
      0,
    ),
  suggestions: (ref: string) =>
    read(incidentKey(ref, 'suggestions'), (options) =>
      api.report.suggestions({ incident: ref }, options),
    ),
};
