import type { routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

/** Items of the private incident, in its own address and in that of the open one. */
const onItems: Inputs = (target, given) =>
  [target.incident, target.incidentId, given.open].flatMap((incident) =>
    [
      { kind: 'event', id: target.eventId },
      { kind: 'finding', id: target.findingId },
      { kind: 'evidence', id: target.evidenceId },
    ].map((item) => ({ incident, add: [{ ...item, tagId: given.tagId }] })),
  );

export const tagInputs: { [Name in keyof (typeof routes)['tag']]: Inputs } = {
  codebook: () => [{}],
  add: noInputs,
  change: noInputs,
  merge: noInputs,
  separate: noInputs,
  ofIncident: of(),
  changeItems: onItems,
};

/** A round of the private incident, for someone who can't see it. */
export const codingInputs: { [Name in keyof (typeof routes)['coding']]: Inputs } = {
  list: of(),
  start: (target, given) =>
    [target.incident, given.open].map((incident) => ({
      incident,
      tagIds: [given.tagId],
      items: [{ kind: 'event', id: target.eventId }],
      coders: [given.accountId, given.accountId],
    })),
  get: ({ codingId: id }) => [{ id }],
  code: ({ codingId: id }) => [{ id, answers: [] }],
  finish: ({ codingId: id }) => [{ id }],
  settle: ({ codingId: id, eventId }) => [{ id, item: eventId, tagIds: [] }],
  dropCoder: ({ codingId: id }, { accountId }) => [{ id, accountId }],
  remove: ({ codingId: id }) => [{ id }],
};
