// A bare handler: takes a body, inserts it with those that arrive at the same time, and answers.
import { createServer, type ServerResponse } from 'node:http';
import pg from 'pg';

const client = new pg.Client({ connectionString: process.argv[2] ?? '' });
await client.connect();
await client.query(
  'create table if not exists bare_delivery (id uuid primary key, path text not null, received_at timestamptz not null, body bytea not null)',
);

let waiting: { path: string; body: Buffer; response: ServerResponse }[] = [];
let isRunning = false;

async function drain(): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, 200);
    waiting = waiting.slice(200);
    await client.query(
      'insert into bare_delivery select id, path, now(), body from unnest($1::uuid[], $2::text[], $3::bytea[]) as row (id, path, body)',
      [
        batch.map(() => crypto.randomUUID()),
        batch.map(({ path }) => path),
        batch.map(({ body }) => body),
      ],
    );
    for (const { response } of batch) response.writeHead(202).end('{}');
  }
  isRunning = false;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    waiting.push({ path: request.url ?? '', body: Buffer.concat(chunks), response });
    if (!isRunning) setImmediate(() => void drain());
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object')
    console.log(`http://127.0.0.1:${address.port}`);
});
