import type { FieldText } from '../fields.ts';

export const eventFields = {
  title: { label: 'Title', placeholder: 'Alias found misconfigured', isProse: true },
  text: { label: 'Text', isProse: true },
  at: { label: 'Time' },
  until: { label: 'Until', hint: 'Empty: a point in time' },
  precision: { label: 'Precision' },
  type: { label: 'Event type' },
  perspective: { label: 'Perspective' },
  citations: { label: 'Citations' },
  knownAt: { label: 'Known from', hint: 'Empty: not confirmed' },
  recollectionOf: { label: 'Recollection of', placeholder: 'the on-call engineer' },
} as const satisfies Record<string, FieldText>;
