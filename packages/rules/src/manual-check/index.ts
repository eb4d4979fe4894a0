export { draftChecks, draftKinds, guessDraftKind, type DraftKind } from './draft.ts';
export { frequencyText, readFrequency, type Frequency } from './frequency.ts';
export { countByHand, countSavings, describeSavings, hoursText } from './savings.ts';
