import type { Evidence } from '@debrief/contract';

export function evidence(fields: Partial<Evidence> & { id: string }): Evidence {
  return {
    itemId: fields.id,
    streamId: '00000000-0000-7000-8000-000000000001',
    streamName: 'inc-search',
    sourceKind: 'slack',
    kind: 'message',
    occurredAt: '2022-12-06T14:30:00.000Z',
    untilAt: null,
    precision: 'exact',
    zoneOffset: null,
    recordedAt: '2022-12-07T09:00:00.000Z',
    knownAt: null,
    clockOffsetMs: 0,
    author: null,
    text: '',
    repliesTo: null,
    replyCount: 0,
    details: {},
    marks: [],
    revision: 1,
    isEdited: false,
    isDeleted: false,
    citedBy: [],
    citedIn: [],
    redactions: [],
    ...fields,
  };
}
