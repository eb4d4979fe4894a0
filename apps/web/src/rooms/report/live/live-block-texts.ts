import type { LiveKind } from '@debrief/contract';

export const liveBlockTexts: Record<
  LiveKind,
  { name: string; isMany: boolean; hint: string; empty: string }
> = {
  milestones: {
    name: 'Milestones',
    isMany: true,
    hint: 'when it started, was detected, mitigated and resolved',
    empty: 'No milestone is set yet.',
  },
  timeline: {
    name: 'Timeline',
    isMany: false,
    hint: 'the events, with their evidence',
    empty: 'There is no event in this part of the timeline.',
  },
  hypotheses: {
    name: 'Hypotheses',
    isMany: true,
    hint: 'hypotheses and how each one ended',
    empty: 'No hypotheses yet.',
  },
  decisions: {
    name: 'Decisions',
    isMany: true,
    hint: 'what was decided, with what was known then',
    empty: 'No decisions yet.',
  },
  factors: {
    name: 'Factors',
    isMany: true,
    hint: 'causes and how they are linked, as a graph',
    empty: 'No factors yet.',
  },
  impact: {
    name: 'Impact',
    isMany: false,
    hint: 'who was affected, and how',
    empty: 'No impact yet.',
  },
  'follow-ups': {
    name: 'Follow-ups',
    isMany: true,
    hint: 'actions and their owners',
    empty: 'There is no follow-up yet.',
  },
  questions: {
    name: 'Open questions',
    isMany: true,
    hint: 'open questions',
    empty: 'No question is open.',
  },
  observations: {
    name: 'Debug record',
    isMany: false,
    hint: 'signals, reproductions, measurements and compared counts',
    empty: 'No observations yet.',
  },
  contradictions: {
    name: 'Conflicting accounts',
    isMany: true,
    hint: 'what people saw or remember differently',
    empty: 'No conflicting accounts yet.',
  },
  people: {
    name: 'People',
    isMany: true,
    hint: 'who took part, by role',
    empty: 'No one appears in the record yet.',
  },
};
