import type { Precision, TimelineEvent } from '@debrief/contract';
import type { RequestContext } from './event-requests.ts';

export function blankEvent(
  by: RequestContext,
  near: { at: string; precision: Precision } | null,
): TimelineEvent {
  const now = new Date(by.nowMs).toISOString();
  const at = near?.at ?? now;
  return {
    id: 'new',
    incidentId: by.incident.id,
    title: '',
    text: '',
    at,
    until: null,
    precision: 'about',
    type: 'context',
    perspective: { type: 'shared' },
    perspectiveName: null,
    citations: [],
    isRecollection: true,
    recollectionOf: null,
    knownAt: null,
    knownSince: { at, basis: 'own-time', evidenceId: null },
    createdAt: now,
    createdBy: by.actor,
    updatedAt: now,
    updatedBy: by.actor,
    version: 0,
    can: { change: true },
  };
}
