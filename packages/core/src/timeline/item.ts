import type { EventType, Perspective, Precision, TimelineEvent } from '@debrief/contract';
import { needsMention, resolveKnown } from '@debrief/rules/known';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import { findMentions } from '../evidence/index.ts';
import { defineItem, optionalTimeField, plainField, proseField, timeField } from '../item/index.ts';
import { personNames } from '../identity/index.ts';
import type { EventState } from '@debrief/rules/timeline';

export const eventItem = defineItem({
  kind: 'event',
  table: 'timeline_event',
  orderBy: 'at',
  fields: {
    title: proseField('title'),
    text: proseField('text'),
    at: timeField('at'),
    until: optionalTimeField('until_at'),
    precision: plainField<Precision>('precision'),
    type: plainField<EventType>('type'),
    perspective: {
      prose: null,
      read: readPerspective,
      write: (perspective) => ({
        perspective_person_id: perspective.type === 'person' ? perspective.personId : null,
        perspective_team: perspective.type === 'team' ? perspective.team : null,
        perspective_customer: perspective.type === 'customer' ? perspective.customer : null,
      }),
    },
    recollectionOf: plainField<string | null>('recollection_of'),
    knownAt: optionalTimeField('known_at'),
  },
  noun: (_state: EventState | null) => 'event',
  references: ({ perspective }) =>
    perspective.type === 'person' ? [['person', perspective.personId]] : [],
  async present(ctx, items): Promise<TimelineEvent[]> {
    const personIds = items.flatMap(({ state }) => personIdIn(state.perspective) ?? []);
    const names = await personNames(ctx, personIds);
    const mentions = await findMentions(
      ctx,
      items.map((item) => ({
        incidentId: item.incident.id,
        id: item.state.id,
        at: item.state.at,
        texts: [item.state.title, ...item.citations.map(({ quote }) => quote)],
        isNeeded: needsMention({ ...item.state, citations: item.citations }),
      })),
    );
    return items.map(({ incident, row, state: { isRemoved: _, ...state }, citations }) => ({
      ...state,
      incidentId: row.incident_id,
      perspectiveName: perspectiveName(state.perspective, names),
      citations: citations.map(({ part: _part, ...citation }) => citation),
      isRecollection: citations.length === 0,
      knownSince: resolveKnown({ ...state, citations }, mentions.get(state.id) ?? null),
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      can: { change: mayIn(incident, ctx.actor, 'incident:write') },
    }));
  },
  answer: async (_ctx, _incident, { items, ...change }) => ({ events: items, ...change }),
  searchable: sql`select 'event' as kind, id, incident_id, at, precision, title, text,
    null::text as factor_kind, search from timeline_event where removed_at is null`,
});

function readPerspective(row: Readonly<Record<string, unknown>>): Perspective {
  const {
    perspective_person_id: personId,
    perspective_team: team,
    perspective_customer: customer,
  } = row;
  if (typeof personId === 'string') return { type: 'person', personId };
  if (typeof team === 'string') return { type: 'team', team };
  return typeof customer === 'string' ? { type: 'customer', customer } : { type: 'shared' };
}

function personIdIn(perspective: Perspective): string | null {
  return perspective.type === 'person' ? perspective.personId : null;
}

function perspectiveName(
  perspective: Perspective,
  names: ReadonlyMap<string, string>,
): string | null {
  if (perspective.type === 'team') return perspective.team;
  if (perspective.type === 'customer') return perspective.customer;
  return perspective.type === 'person' ? (names.get(perspective.personId) ?? null) : null;
}
