import { noInputs, of, type Inputs } from './route-input.ts';

/** The inputs of the routes of suspects. */
export const suspectInputs: Record<'list' | 'judge' | 'hitRate', Inputs> = {
  list: (target, given) => [
    ...of()(target, given),
    { incident: given.open },
    { incident: given.open, at: '2026-03-01T10:00:00Z' },
  ],
  judge: (target, given) =>
    [target.incident, given.open].map((incident) => ({
      incident,
      evidenceId: target.evidenceId,
      verdict: 'dismissed',
      reason: 'x',
    })),
  hitRate: noInputs,
};
