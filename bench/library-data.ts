import { FactorKind, EventType } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { sql } from 'kysely';
import { pick, createRandom } from './random.ts';

export const incidents = 10_000;
export const eventsOfEach = 5;
export const factorsOfEach = 3;
export const itemsOfEach = 10;

const syllables =
  'ba be bro ca con da del du en fa ga hi in jo ka la li mo na no or pa pe qua ra re sa so ta ti to ul va ve wi xo ya ze'.split(
    ' ',
  );
const domain =
  'alias index broker search queue deploy replica shard cache latency restore backup quota certificate router schema failover customer alert'.split(
    ' ',
  );

/**
 * Words of which a few are frequent and most are rare, as in any language (Zipf). The first are
 * technical words.
 */
export const vocabulary = makeVocabulary(20_000);

function makeVocabulary(count: number): string[] {
  const random = createRandom(11);
  const words = new Set(domain);
  while (words.size < count)
    words.add(
      Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, syllables)).join(''),
    );
  return [...words];
}

/** Rank r occurs about 1/r as often as rank 1. */
function word(random: () => number): string {
  return vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'alias';
}

function sentence(random: () => number, length: number): string {
  const words = Array.from({ length }, () => word(random));
  return `${words.join(' ')}.`;
}

function paragraphs(random: () => number, count: number): object[] {
  return Array.from({ length: count }, () => ({
    type: 'paragraph',
    content: [
      { type: 'text', text: Array.from({ length: 4 }, () => sentence(random, 14)).join(' ') },
    ],
  }));
}

/** A report of about 600 words in five sections. */
function report(random: () => number, id: (n: number) => string): object {
  const kinds = ['summary', 'event', 'contributors', 'mitigators', 'takeaways'];
  return {
    type: 'doc',
    content: kinds.map((kind, index) => ({
      type: 'section',
      attrs: { id: id(index), kind, isRemoved: false },
      content: [
        { type: 'sectionTitle', content: [{ type: 'text', text: kind }] },
        ...paragraphs(random, index === 0 ? 1 : 3),
      ],
    })),
  };
}

const yearMs = 365.25 * 86_400_000;
const by = JSON.stringify({ type: 'system', id: null, name: 'bench' });

/**
 * 10,000 incidents, each with a published report, events, factors, a decision and a stream of ten
 * messages, over ten years; one in a hundred is private. Written as bare rows in batches: 10,000
 * verbs would take too long.
 */
export async function fillLibrary(ctx: Context, now: Date): Promise<void> {
  const random = createRandom(4);
  const source = ctx.ids.next();
  await sql`insert into source (id, kind, key, name) values (${source}, 'file', 'bench', 'bench')`.execute(
    ctx.db,
  );
  for (let done = 0; done < incidents; done += 250) await fillBatch(ctx, random, source, now, 250);
  // New rows are pending in the text indexes until a vacuum, which a running server has done.
  await sql`vacuum analyze`.execute(ctx.db);
}

async function fillBatch(
  ctx: Context,
  random: () => number,
  source: string,
  now: Date,
  count: number,
): Promise<void> {
  const made = Array.from({ length: count }, () => oneIncident(ctx, random, now));
  const rows = <T>(of: (one: (typeof made)[number]) => T[]) => JSON.stringify(made.flatMap(of));
  await sql`insert into incident (id, title, summary, severity, status, mode, visibility, zone, services, teams, created_at, created_by, updated_at)
    select id, title, '', 'SEV-2', 'closed', 'standard', visibility, 'UTC', array[service], array[team], at, ${by}::jsonb, at
    from jsonb_to_recordset(${rows((one) => [one.incident])}::jsonb) as r (id uuid, title text, visibility text, service text, team text, at timestamptz)`.execute(
    ctx.db,
  );
  await sql`insert into timeline_event (id, incident_id, title, text, at, precision, type, created_at, created_by, updated_at, updated_by)
    select id, incident_id, title, text, at, 'minute', type, at, ${by}::jsonb, at, ${by}::jsonb
    from jsonb_to_recordset(${rows((one) => one.events)}::jsonb) as r (id uuid, incident_id uuid, title text, text text, type text, at timestamptz)`.execute(
    ctx.db,
  );
  await sql`insert into finding (id, incident_id, type, statement, at, precision, content, created_at, created_by, updated_at, updated_by)
    select id, incident_id, type, statement, at, 'minute', content, at, ${by}::jsonb, at, ${by}::jsonb
    from jsonb_to_recordset(${rows((one) => one.findings)}::jsonb) as r (id uuid, incident_id uuid, type text, statement text, content jsonb, at timestamptz)`.execute(
    ctx.db,
  );
  await sql`insert into published_version (id, incident_id, number, title, content, words, article_words, visibility, published_at, published_by)
    select id, incident_id, 1, title, content, 600, 600, 'internal', at, ${by}::jsonb
    from jsonb_to_recordset(${rows((one) => [one.version])}::jsonb) as r (id uuid, incident_id uuid, title text, content jsonb, at timestamptz)`.execute(
    ctx.db,
  );
  await sql`insert into stream (id, source_id, key, name) select stream_id, ${source}, stream_id::text, 'ops'
    from jsonb_to_recordset(${rows((one) => [one.stream])}::jsonb) as r (stream_id uuid)`.execute(
    ctx.db,
  );
  await sql`insert into incident_stream (incident_id, stream_id) select incident_id, stream_id
    from jsonb_to_recordset(${rows((one) => [one.stream])}::jsonb) as r (incident_id uuid, stream_id uuid)`.execute(
    ctx.db,
  );
  await sql`insert into import (id, incident_id, name, format, content_hash, bytes, state, alive_at, started_at, started_by, ended_at)
    select import_id, incident_id, 'bench', 'json', 'bench', 0, 'done', now(), now(), ${by}::jsonb, now()
    from jsonb_to_recordset(${rows((one) => [one.stream])}::jsonb) as r (import_id uuid, incident_id uuid)`.execute(
    ctx.db,
  );
  await sql`insert into evidence (id, item_id, stream_id, import_id, key, revision, change, kind, occurred_at, recorded_at, precision, is_bot, text, details, marks, payload, payload_encoding, content_hash)
    select id, id, stream_id, import_id, id::text, 1, 'original', 'message', at, at, 'exact', false, text, '{}', '{}', '', 'utf8', ''
    from jsonb_to_recordset(${rows((one) => one.items)}::jsonb) as r (id uuid, stream_id uuid, import_id uuid, text text, at timestamptz)`.execute(
    ctx.db,
  );
}

function oneIncident(ctx: Context, random: () => number, now: Date) {
  const id = ctx.ids.next();
  const began = now.getTime() - random() * 10 * yearMs;
  const at = (minutes: number) => new Date(began + minutes * 60_000).toISOString();
  const stream = { stream_id: ctx.ids.next(), import_id: ctx.ids.next(), incident_id: id };
  const finding = (type: string, content: object) => ({
    id: ctx.ids.next(),
    incident_id: id,
    type,
    statement: sentence(random, 10),
    content,
    at: at(30),
  });
  return {
    incident: {
      id,
      title: sentence(random, 6),
      visibility: random() < 0.01 ? 'private' : 'everyone',
      service: `service ${Math.floor(random() * 60)}`,
      team: `team ${Math.floor(random() * 20)}`,
      at: at(0),
    },
    events: Array.from({ length: eventsOfEach }, (_, index) => ({
      id: ctx.ids.next(),
      incident_id: id,
      title: sentence(random, 8),
      text: sentence(random, 20),
      type: pick(random, EventType.options),
      at: at(index * 10),
    })),
    findings: [
      ...Array.from({ length: factorsOfEach }, () =>
        finding('factor', {
          kind: pick(random, FactorKind.options),
          sense: sentence(random, 12),
          belief: sentence(random, 8),
          reality: sentence(random, 8),
        }),
      ),
      finding('decision', {
        known: sentence(random, 15),
        unknown: sentence(random, 10),
        options: [],
        reversibility: 'unknown',
      }),
    ],
    version: {
      id: ctx.ids.next(),
      incident_id: id,
      title: sentence(random, 6),
      content: { document: report(random, () => ctx.ids.next()), live: [], targets: [] },
      at: at(7 * 1_440),
    },
    stream,
    items: Array.from({ length: itemsOfEach }, (_, index) => ({
      id: ctx.ids.next(),
      ...stream,
      text: sentence(random, 12),
      at: at(index),
    })),
  };
}
