import type { LiveKind } from '@debrief/contract';

/** How each live block is called, and what it shows. */
export const liveLooks: Record<
  LiveKind,
  { name: string; isMany: boolean; hint: string; empty: string }
> = {
  milestones: {
    name: 'Milestones',
    isMany: true,
    hint: 'when it began, was noticed, mitigated and resolved',
    empty: 'No milestone is set yet.',
  },
  timeline: {
    name: 'Timeline',
    isMany: false,
    hint: 'the events, with what they rest on',
    empty: 'There is no event in this part of the timeline.',
  },
  hypotheses: {
    name: 'Hypotheses',
    isMany: true,
    hint: 'what was thought, and what became of it',
    empty: 'No hypothesis was written down.',
  },
  decisions: {
    name: 'Decisions',
    isMany: true,
    hint: 'what was decided, with what was known then',
    empty: 'No decision was written down.',
  },
  factors: {
    name: 'Factors',
    isMany: true,
    hint: 'how it came about, as a graph',
    empty: 'No factor was written down.',
  },
  impact: {
    name: 'Impact',
    isMany: false,
    hint: 'whom it hurt, and how',
    empty: 'No impact was written down.',
  },
  'follow-ups': {
    name: 'Follow-ups',
    isMany: true,
    hint: 'what is to be done, and by whom',
    empty: 'There is no follow-up yet.',
  },
  questions: {
    name: 'Open questions',
    isMany: true,
    hint: 'what nobody could answer yet',
    empty: 'No question is open.',
  },
  people: {
    name: 'People',
    isMany: true,
    hint: 'who took part, by role',
    empty: 'Nobody appears in the record yet.',
  },
};
