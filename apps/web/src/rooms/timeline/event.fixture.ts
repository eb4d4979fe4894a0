import type { Citation, TimelineEvent } from '@debrief/contract';

const ada = { type: 'account', id: 'a', name: 'Ada' } as const;

export function event(fields: Partial<TimelineEvent> & { id: string }): TimelineEvent {
  return {
    incidentId: 'inc',
    title: 'Alias found misconfigured',
    text: '',
    at: '2022-12-06T14:30:00.000Z',
    until: null,
    precision: 'exact',
    type: 'context',
    perspective: { type: 'shared' },
    perspectiveName: null,
    citations: [],
    isRecollection: true,
    recollectionOf: null,
    knownAt: null,
    knownSince: {
      at: fields.at ?? '2022-12-06T14:30:00.000Z',
      basis: 'own-time',
      evidenceId: null,
    },
    createdAt: '2022-12-07T09:00:00.000Z',
    createdBy: ada,
    updatedAt: '2022-12-07T09:00:00.000Z',
    updatedBy: ada,
    version: 1,
    can: { change: true },
    ...fields,
  };
}

export function citation(fields: Partial<Citation> & { id: string }): Citation {
  return {
    evidenceId: `e-${fields.id}`,
    itemId: `i-${fields.id}`,
    quoteStart: null,
    quoteEnd: null,
    stance: 'supports',
    quote: 'broker is fine',
    kind: 'message',
    streamName: 'inc-search',
    authorName: 'Engineer B',
    occurredAt: '2022-12-06T14:30:00.000Z',
    clockOffsetMs: 0,
    knownAt: fields.occurredAt ?? '2022-12-06T14:30:00.000Z',
    revisedAt: null,
    precision: 'exact',
    zoneOffset: null,
    hasChangedSince: false,
    redacted: null,
    ...fields,
  };
}
