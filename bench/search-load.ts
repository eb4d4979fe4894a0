import { EventType } from '@debrief/contract';
import { PGlite } from '@electric-sql/pglite';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { createRandom, pick } from './random.ts';
import { authors, services, toId, type ItemFiles } from './search-data.ts';

/** Runs SQL; with a file, COPY reads it. */
type Run = (text: string, file?: string) => Promise<Index[]>;

interface Index {
  name: string;
  definition: string;
}

const by = JSON.stringify({ type: 'system', id: null, name: 'bench' });
const columns =
  'id, item_id, stream_id, import_id, key, revision, change, kind, occurred_at, recorded_at, precision, identity_id, is_bot, text, details, marks, payload, payload_encoding, content_hash';

/** Ids that the rows share: of an incident, which are also those of its stream and its import. */
export const incidentId = (n: number) => toId(1_600_000_000_000, n);
export const identityId = (n: number) => toId(1_500_000_000_000, n);

export async function loadServer(url: string, files: ItemFiles, incidents: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await load(
      async (text, file) =>
        (await client.query<Index>(file ? `${text} from '${file}'` : text)).rows,
      files,
      incidents,
    );
  } finally {
    await client.end();
  }
}

/** The folder of an embedded database that nothing else has open. */
export async function loadEmbedded(
  folder: string,
  files: ItemFiles,
  incidents: number,
): Promise<void> {
  const pglite = await PGlite.create(folder);
  try {
    await load(
      async (text, file) =>
        file
          ? runCopy(pglite, text, file)
          : (await pglite.exec(text)).flatMap(({ rows }) => rows.filter(isIndex)),
      files,
      incidents,
    );
  } finally {
    await pglite.close();
  }
}

async function runCopy(pglite: PGlite, text: string, file: string): Promise<never[]> {
  await pglite.query(`${text} from '/dev/blob'`, [], { blob: new Blob([await readFile(file)]) });
  return [];
}

function isIndex(row: object): row is Index {
  return 'definition' in row;
}

/**
 * Bare rows. Indexes are dropped and made again, and references are not checked: only the result
 * matters here.
 */
async function load(run: Run, files: ItemFiles, incidents: number): Promise<void> {
  await run(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
  const indexes = await run(listIndexes);
  for (const { name } of indexes) await run(`drop index ${name}`);
  await run(owners(incidents));
  for (const part of files.parts) await run(`copy evidence (${columns})`, part);
  for (const { definition } of indexes) await run(definition);
  await run('analyze');
}

const listIndexes = `select indexname as name, indexdef as definition from pg_indexes
  where tablename = 'evidence' and indexname not in (select conname from pg_constraint)`;

/** Incidents, of which one in fifty is private, with a stream, an import and some events each. */
function owners(incidents: number): string {
  const random = createRandom(5);
  const rows = Array.from({ length: incidents }, (_, n) => ({
    id: incidentId(n),
    title: `${pick(random, services)} incident ${n}`,
    visibility: n % 50 === 7 ? 'private' : 'everyone',
    service: pick(random, services),
    type: pick(random, EventType.options),
    at: new Date(1_610_000_000_000 + n * 86_400_000).toISOString(),
  }));
  const people = authors.map((name, n) => ({ id: identityId(n), name }));
  const from = (list: object[], fields: string) =>
    `from jsonb_to_recordset('${JSON.stringify(list)}'::jsonb) as r (${fields})`;
  const fields = 'id uuid, title text, visibility text, service text, type text, at timestamptz';
  return `
    insert into source (id, kind, key, name) values ('${identityId(0)}', 'file', 'bench', 'bench');
    insert into incident (id, title, summary, severity, status, mode, visibility, zone, services, created_at, created_by, updated_at)
      select id, title, '', 'SEV-2', 'closed', 'standard', visibility, 'UTC', array[service], at, '${by}', at ${from(rows, fields)};
    insert into stream (id, source_id, key, name) select id, '${identityId(0)}', id::text, service ${from(rows, fields)};
    insert into incident_stream (incident_id, stream_id) select id, id ${from(rows, fields)};
    insert into import (id, incident_id, name, format, content_hash, bytes, state, alive_at, started_at, started_by, ended_at)
      select id, id, 'bench', 'json', 'bench', 0, 'done', at, at, '${by}', at ${from(rows, fields)};
    insert into person (id, name) select id, name ${from(people, 'id uuid, name text')};
    insert into identity (id, source_id, key, name, is_bot, person_id)
      select id, '${identityId(0)}', name, name, false, id ${from(people, 'id uuid, name text')};
    insert into timeline_event (id, incident_id, title, text, at, precision, type, created_at, created_by, updated_at, updated_by)
      select gen_random_uuid(), id, title || ' restarted', 'The alias was moved', at, 'minute', type, at, '${by}', at, '${by}' ${from(rows, fields)};`;
}
