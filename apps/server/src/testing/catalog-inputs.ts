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
  import: () => [{ name: 'catalog.csv' }],
  undo: (target) => [{ activityId: target.activityId }],
};
