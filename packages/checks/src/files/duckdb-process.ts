// The process that runs DuckDB: what it crashes or fills up is not the server. It is started with
// its settings as the only argument and without an environment.
import { flushCompileCache } from 'node:module';
import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api';
import type { Answer, DuckDbSettings, Request } from '../messages.ts';
import { toSourceRow } from './values.ts';

const { memoryMb, residentMb, threads, folder, database } = JSON.parse(
  process.argv[2] ?? '{}',
) as DuckDbSettings;

const send = (answer: Answer, then?: () => void) =>
  process.send?.(answer, undefined, undefined, then);

process.on('disconnect', () => process.exit());

/** DuckDB's limit is none for what it reads and sorts outside its buffers. */
setInterval(() => {
  if (process.memoryUsage.rss() < residentMb * 1_000_000) return;
  send({ kind: 'memory', limitMb: residentMb }, () => process.exit(9));
}, 50).unref();

async function open(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(database?.path ?? ':memory:', {
    ...(database?.isReadOnly === true && { access_mode: 'READ_ONLY' }),
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
    temp_directory: folder,
    max_temp_directory_size: '20GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'; set errors_as_json = true");
  if (database) await connection.run('set enable_external_access = false');
  // The process is ended from outside, so it never gets to write what it compiled.
  setImmediate(flushCompileCache);
  return connection;
}

const connection = open();

async function answer(request: Exclude<Request, { kind: 'interrupt' }>): Promise<Answer> {
  const duckdb = await connection;
  if (request.kind === 'setup') {
    for (const statement of request.statements) await duckdb.run(statement);
    return { kind: 'rows', rows: [], peakBytes: 0 };
  }
  if (request.kind === 'columns') {
    const described = await duckdb.runAndReadAll('describe data');
    const columns = described.getRowObjects().map((row) => ({
      name: String(row['column_name']),
      type: String(row['column_type']),
      nullable: true,
    }));
    return { kind: 'columns', columns };
  }
  const statements = await duckdb.extractStatements(request.sql);
  const prepared = statements.count === 1 ? await statements.prepare(0) : null;
  if (prepared?.statementType !== StatementType.SELECT)
    return { kind: 'error', message: 'Checks only read: write one SELECT statement.' };
  const reader = await prepared.streamAndReadUntil(request.rows + 1);
  return {
    kind: 'rows',
    rows: reader
      .getRowObjects()
      .slice(0, request.rows + 1)
      .map(toSourceRow),
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
}

process.on('message', (request: Request) => {
  if (request.kind === 'interrupt') {
    void connection.then((duckdb) => duckdb.interrupt());
    return;
  }
  void answer(request).then(send, (error: unknown) =>
    send({ kind: 'error', message: error instanceof Error ? error.message : String(error) }),
  );
});
