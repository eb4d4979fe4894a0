import type { Context } from '@debrief/core/context';
import { sql } from 'kysely';
import type { Organization } from './generate.ts';

const by = JSON.stringify({ type: 'system', id: null, name: 'organization' });
const minuteMs = 60_000;
const batchSize = 500;

/**
 * Writes an organization as bare rows: services, schedules, and incidents in which people wrote what
 * a confirmed hypothesis and a repair cite. Returns the ids of the incidents, in their order.
 */
export async function fillOrganization(
  ctx: Context,
  organization: Organization,
  { withSchedules = true } = {},
): Promise<string[]> {
  const { people, technologies, incidents } = organization;
  const run = async (statement: ReturnType<typeof sql>) => void (await statement.execute(ctx.db));
  const source = ctx.ids.next();
  await run(
    sql`insert into source (id, kind, key, name) values (${source}, 'file', 'organization', 'chat')`,
  );
  const persons = people.map((one) => ({ ...one, id: ctx.ids.next(), person: ctx.ids.next() }));
  await run(sql`insert into person (id, name) select person, name
    from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) as r (person uuid, name text)`);
  await run(sql`insert into identity (id, source_id, key, name, email, person_id) select id, ${source}, email, name, email, person
    from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) as r (id uuid, person uuid, name text, email text)`);
  await run(sql`insert into service (id, name, key, match_names, kind, runbooks, dashboards, aliases, origins, created_at, updated_at, updated_by)
    select id, name, name, array[name, replace(name, '-', ' ')], 'service', '[]', '[]', '[]', '{}', now(), now(), ${by}::jsonb
    from jsonb_to_recordset(${JSON.stringify(technologies.map(({ name }) => ({ id: ctx.ids.next(), name })))}::jsonb) as r (id uuid, name text)`);
  if (withSchedules) await fillSchedules(ctx, organization);
  const made = incidents.map((incident) => describeIncident(ctx, organization, incident, persons));
  for (let from = 0; from < made.length; from += batchSize) {
    const batch = made.slice(from, from + batchSize);
    const rows = <T>(pick: (one: (typeof made)[number]) => T[]) =>
      JSON.stringify(batch.flatMap(pick));
    await run(sql`insert into incident (id, title, summary, severity, status, mode, visibility, zone, services, teams, created_at, created_by, updated_at)
      select id, title, '', 'SEV-3', 'closed', 'standard', 'everyone', 'UTC', array[service], array[team], at, ${by}::jsonb, at
      from jsonb_to_recordset(${rows((one) => [one])}::jsonb) as r (id uuid, title text, service text, team text, at timestamptz)`);
    await run(sql`insert into stream (id, source_id, key, name) select stream, ${source}, stream::text, 'ops'
      from jsonb_to_recordset(${rows((one) => [one])}::jsonb) as r (stream uuid)`);
    await run(sql`insert into incident_stream (incident_id, stream_id) select id, stream
      from jsonb_to_recordset(${rows((one) => [one])}::jsonb) as r (id uuid, stream uuid)`);
    await run(sql`insert into import (id, incident_id, name, format, content_hash, bytes, state, alive_at, started_at, started_by, ended_at)
      select import, id, 'chat', 'json', 'organization', 0, 'done', at, at, ${by}::jsonb, at
      from jsonb_to_recordset(${rows((one) => [one])}::jsonb) as r (id uuid, import uuid, at timestamptz)`);
    await run(sql`insert into evidence (id, item_id, stream_id, import_id, key, revision, change, kind, occurred_at, recorded_at, precision, identity_id, is_bot, text, details, marks, payload, payload_encoding, content_hash)
      select id, id, stream, import, id::text, 1, 'original', 'message', at, at, 'exact', identity, false, text, '{}', '{}', '', 'utf8', ''
      from jsonb_to_recordset(${rows((one) => one.items)}::jsonb) as r (id uuid, stream uuid, import uuid, identity uuid, text text, at timestamptz)`);
    await run(sql`insert into finding (id, incident_id, type, statement, at, precision, content, created_at, created_by, updated_at, updated_by)
      select hypothesis, id, 'hypothesis', 'It is the index', at, 'minute', content, at, ${by}::jsonb, at, ${by}::jsonb
      from jsonb_to_recordset(${rows((one) => [one])}::jsonb) as r (id uuid, hypothesis uuid, content jsonb, at timestamptz)`);
    await run(sql`insert into timeline_event (id, incident_id, title, text, at, precision, type, created_at, created_by, updated_at, updated_by)
      select event, id, 'Rolled back', '', at, 'minute', 'repair', at, ${by}::jsonb, at, ${by}::jsonb
      from jsonb_to_recordset(${rows((one) => [one])}::jsonb) as r (id uuid, event uuid, at timestamptz)`);
    await run(sql`insert into citation (id, incident_id, claim_kind, claim_id, part, evidence_id, stance, position)
      select id, incident, kind, claim, part, evidence, 'supports', position
      from jsonb_to_recordset(${rows((one) => one.citations)}::jsonb) as r (id uuid, incident uuid, kind text, claim uuid, part uuid, evidence uuid, position int)`);
  }
  await sql`analyze`.execute(ctx.db);
  return made.map(({ id }) => id);
}

async function fillSchedules(ctx: Context, { people, shifts }: Organization): Promise<void> {
  const teams = [...new Set(shifts.map(({ team }) => team))].map((team) => {
    const own = shifts.filter((one) => one.team === team);
    const covered = [[own[0]?.from, own.at(-1)?.until]];
    return { id: ctx.ids.next(), team, name: toTeamName(team), covered };
  });
  const persons = people.map((one) => ({ ...one, id: ctx.ids.next() }));
  await sql`insert into on_call_schedule (id, key, name, tool, team, covered, imported_at) select id, name, name, 'pagerduty', name, covered, now()
    from jsonb_to_recordset(${JSON.stringify(teams)}::jsonb) as r (id uuid, name text, covered jsonb)`.execute(
    ctx.db,
  );
  await sql`insert into on_call_person (id, key, name, email, plain_names) select id, email, name, email, array[lower(name)]
    from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) as r (id uuid, name text, email text)`.execute(
    ctx.db,
  );
  const rows = shifts.map(({ member, team, from, until }) => ({
    schedule: teams.find((one) => one.team === team)?.id,
    person: persons[member]?.id,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
  }));
  await sql`insert into on_call_shift (schedule_id, person_id, role, is_override, from_at, until_at) select schedule, person, 'primary', false, "from", "until"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (schedule uuid, person uuid, "from" timestamptz, "until" timestamptz)`.execute(
    ctx.db,
  );
}

const toTeamName = (team: number) => `Team ${team}`;

function describeIncident(
  ctx: Context,
  { technologies }: Organization,
  { technology, at, confirmed, fixed }: Organization['incidents'][number],
  persons: readonly { id: string; name: string }[],
) {
  const [id, stream, imported, hypothesis, event, proposal, confirmation] = Array.from(
    { length: 7 },
    () => ctx.ids.next(),
  );
  const time = (minutes: number) => new Date(at + minutes * minuteMs).toISOString();
  const { name: service = '', team = 0 } = technologies[technology] ?? {};
  const step = (stepId: string | undefined, kind: string, minutes: number) => ({
    id: stepId,
    kind,
    at: time(minutes),
    precision: 'minute',
    by: 'Person',
    note: '',
  });
  const steps = [
    step(proposal, 'proposed', 2),
    ...(confirmed.length > 0 ? [step(confirmation, 'confirmed', 10)] : []),
  ];
  const write = (member: number, text: string, minutes: number) => ({
    id: ctx.ids.next(),
    stream,
    import: imported,
    identity: persons[member]?.id,
    text,
    at: time(minutes),
  });
  const proofs = confirmed.map((member) => write(member, 'It is the index', 10));
  const repairs = fixed.map((member) => write(member, 'I rolled it back', 20));
  const cite = (kind: string, claim: string | undefined, part: string | undefined) =>
    function toCitation(item: { id: string }, position: number) {
      return { id: ctx.ids.next(), incident: id, kind, claim, part, evidence: item.id, position };
    };
  return {
    id: id ?? '',
    title: `${service} fails`,
    service,
    team: toTeamName(team),
    at: time(0),
    stream,
    import: imported,
    hypothesis,
    event,
    content: { timeSpentMs: null, lesson: '', steps },
    items: [...proofs, ...repairs],
    citations: [
      ...proofs.map(cite('finding', hypothesis, confirmation)),
      ...repairs.map(cite('event', event, undefined)),
    ],
  };
}
