import type { routes } from '@debrief/contract';
import { noInputs, secretWord, type Inputs } from './route-input.ts';

/** The catalog contains nothing of incidents, except counts and titles of those that one can see. */
export const catalogInputs: { [Name in keyof (typeof routes)['catalog']]: Inputs } = {
  list: () => [{}, { text: secretWord }, { sort: '-incidents' }],
  get: (target) => [{ id: target.evidenceId }],
  add: noInputs,
  change: (target) => [{ id: target.evidenceId, version: 1, title: 'mine now' }],
  remove: (target) => [{ id: target.evidenceId, version: 1 }],
  links: () => [{}, { services: secretWord }],
  addLink: (target) => [{ from: target.evidenceId, to: target.findingId, kind: 'calls' }],
  removeLink: (target) => [{ id: target.evidenceId }],
  history: (target) => [{ id: target.evidenceId }],
  addHistory: (target) => [{ id: target.evidenceId, on: '2024', kind: 'adopted', text: 'x' }],
  changeHistory: (target) => [{ id: target.evidenceId, version: 1, text: 'mine now' }],
  removeHistory: (target) => [{ id: target.evidenceId, version: 1 }],
  reportSlos: (target) => [
    {
      id: target.evidenceId,
      results: [
        {
          slo: 'mine now',
          objective: '',
          verdict: 'no-data',
          goal: 0.99,
          reached: null,
          n: 0,
          unit: 'events',
          budgetLeft: null,
          from: '2026-01-01T00:00:00.000Z',
          until: '2026-02-01T00:00:00.000Z',
          at: '2026-02-01T00:00:00.000Z',
          covered: 0,
          why: '',
        },
      ],
    },
  ],
  import: () => [{ name: 'catalog.csv' }],
  undo: (target) => [{ activityId: target.activityId }],
};
