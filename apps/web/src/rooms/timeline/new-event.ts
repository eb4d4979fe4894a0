import type { Precision, TimelineEvent } from '@debrief/contract';
import type { RequestContext } from './event-requests.ts';

export function blankEvent(
  by: RequestContext,
  near: { at: string; precision: Precision } | null,
): TimelineEvent {
  const now = new Date(by.nowMs).toISOString();
  return {
    id: 'new',
    incidentId: by.incident.id,
    title: '',
    text: '',
    at: near?.at ?? now,
    until: null,
    precision: 'about',
    type: 'context',
    perspective: { type: 'shared' },
    perspectiveName: null,
    citations: [],
    isRecollection: true,
    recollectionOf: null,
    createdAt: now,
    createdBy: by.actor,
    updatedAt: now,
    updatedBy: by.actor,
    version: 0,
    can: { change: true },
  };
}
