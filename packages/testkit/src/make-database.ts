import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database on a PostgreSQL server, dropped when it is disposed. */
export interface MadeDatabase extends AsyncDisposable {
  url: string;
}

/** A new database on the server: a copy of the given one, or empty. */
export async function makeDatabase(server: string, template?: string): Promise<MadeDatabase> {
  const name = `debrief_test_${randomBytes(6).toString('hex')}`;
  const source = template === undefined ? '' : ` template ${new URL(template).pathname.slice(1)}`;
  await runOn(server, `create database ${name}${source}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => runOn(server, `drop database if exists ${name} with (force)`),
  };
}

async function runOn(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
