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
