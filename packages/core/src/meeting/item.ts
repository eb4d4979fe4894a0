import type {
  AgendaSection,
  Attendee,
  FollowUpOwner,
  Invited,
  Meeting,
  MeetingIdea,
  MeetingQuestion,
  MeetingState,
} from '@debrief/contract';
import type { KeptMeeting } from '@debrief/rules/meeting';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import {
  defineItem,
  jsonField,
  optionalTimeField,
  plainField,
  proseField,
  timeField,
} from '../item/index.ts';

/**
 * The meeting of an incident, at most one for each. Everyone who can see the incident can ask and
 * attend, so its verbs check for themselves who can change the plan.
 */
export const meetingItem = defineItem({
  kind: 'meeting',
  table: 'meeting',
  permission: 'comment:write',
  orderBy: 'starts_at',
  fields: {
    startsAt: timeField('starts_at'),
    minutes: plainField<number>('minutes'),
    zone: plainField<string>('zone'),
    place: proseField('place'),
    facilitator: jsonField<FollowUpOwner | null>('facilitator'),
    noteTaker: jsonField<FollowUpOwner | null>('note_taker'),
    invited: jsonField<Invited[]>('invited'),
    agenda: jsonField<AgendaSection[]>('agenda', { title: 'prose' }),
    state: plainField<MeetingState>('state'),
    startedAt: optionalTimeField('started_at'),
    endedAt: optionalTimeField('ended_at'),
    questions: jsonField<MeetingQuestion[]>('questions', { text: 'prose', answer: 'prose' }),
    ideas: jsonField<MeetingIdea[]>('ideas', { text: 'prose', reason: 'prose' }),
    attendees: jsonField<Attendee[]>('attendees'),
  },
  noun: (_state: KeptMeeting | null) => 'meeting',
  references: () => [],
  present: async (ctx, items): Promise<Meeting[]> =>
    items.map(({ incident, row, state: { citations: _, isRemoved: __, ...meeting } }) => ({
      ...meeting,
      incidentId: incident.id,
      incidentRef: `INC-${incident.number}`,
      incidentTitle: incident.title,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      can: { change: mayIn(incident, ctx.actor, 'incident:write') },
    })),
  answer: async (_ctx, _incident, { items, ...change }) => ({ meetings: items, ...change }),
  searchable: sql`select 'meeting' as kind, id, incident_id, starts_at as at, 'exact' as precision,
    'Meeting' as title,
    coalesce((select string_agg(one ->> 'text', E'\n')
      from jsonb_array_elements(questions || ideas) one), '') as text,
    null::text as factor_kind, search from meeting where removed_at is null`,
});
