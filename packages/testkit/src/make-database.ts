import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database on a PostgreSQL server, dropped with its copies when it is disposed. */
export interface MadeDatabase extends AsyncDisposable {
  url: string;
}

/** A new database on the server: a copy of the given one, or empty. */
export async function makeDatabase(server: string, template?: string): Promise<MadeDatabase> {
  const origin = template === undefined ? null : new URL(template).pathname.slice(1);
  const name = `${origin ?? 'debrief_test'}_${randomBytes(6).toString('hex')}`;
  const source = origin === null ? '' : ` template ${origin}`;
  await runOn(server, `create database ${name}${source}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      const found = await runOn(
        server,
        `select datname from pg_database where starts_with(datname, '${name}')`,
      );
      for (const { datname } of found)
        await runOn(server, `drop database if exists ${datname} with (force)`);
    },
  };
}

async function runOn(server: string, statement: string): Promise<{ datname: string }[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(statement);
    return rows;
  } finally {
    await client.end();
  }
}
