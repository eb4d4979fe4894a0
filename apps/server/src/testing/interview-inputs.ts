import type { routes } from '@debrief/contract';
import { of, type Inputs } from './route-input.ts';
import type { Target } from './route-target.ts';

const at =
  (more: (target: Target) => Record<string, unknown> = () => ({})): Inputs =>
  (target) => [{ id: target.interviewId, ...more(target) }];
const ofLine = at(({ lineId }) => ({ lineId }));
const ofQuote = at(({ quoteId }) => ({ quoteId }));

/** The inputs of the routes of interviews. */
export const interviewInputs: Record<keyof (typeof routes)['interview'], Inputs> = {
  proposals: of(),
  questions: (target, given) => [
    ...of(({ personId }) => ({ personId }))(target, given),
    { incident: given.open, personId: target.personId },
  ],
  list: (target, given) => [...of()(target, given), { incident: given.open }],
  mine: () => [{}],
  get: at(),
  plan: (target, given) => [
    ...of(({ personId }) => ({ person: { personId } }))(target, given),
    { incident: given.open, person: { personId: target.personId } },
  ],
  change: at(() => ({ version: 1, place: 'x' })),
  decline: at(),
  remove: at(),
  writeLine: at(({ lineId }) => ({ lineId, version: 1, kind: 'note', text: 'x' })),
  removeLine: ofLine,
  writeQuestion: at(({ questionId }) => ({ questionId, text: 'What did you see?' })),
  sendQuote: ofLine,
  removeQuote: ofQuote,
  promoteQuote: ofQuote,
  answerQuote: (target) => [{ id: target.quoteId, version: 1, answer: 'approve' }],
};
