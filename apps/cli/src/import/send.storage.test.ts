import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from '../testing/command.ts';
import { anImport, anIncident, aPreview } from '../testing/samples.ts';

const MB = 1024 * 1024;
let folder: string;
let server: Server;
let received = 0;
let origin = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-send-'));
  server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const path = request.url ?? '';
      const isImport = path.startsWith('/api/imports?');
      if (isImport) received = bytes;
      const answer = isImport
        ? anImport()
        : path.startsWith('/api/imports/preview')
          ? aPreview({ columns: [] })
          : anIncident();
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(process.platform !== 'linux')(
  'sends a large file without loading it: memory does not grow with it',
  async () => {
    const large = join(folder, 'large.log');
    writeFileSync(large, '');
    truncateSync(large, 800 * MB);
    const running = start(['import', large, '--incident', 'INC-2', '--server', origin]);
    let peak = 0;
    const watch = setInterval(() => {
      try {
        peak = Math.max(
          peak,
          Number(
            /VmHWM:\s+(\d+) kB/.exec(
              readFileSync(`/proc/${running.child.pid}/status`, 'utf8'),
            )?.[1] ?? 0,
          ) / 1024,
        );
      } catch {
        // It has ended.
      }
    }, 10);
    const ended = await running.ended;
    clearInterval(watch);
    expect(ended.code).toBe(0);
    expect(received).toBe(800 * MB);
    expect(peak).toBeGreaterThan(30);
    expect(peak).toBeLessThan(300);
  },
);

test('reports a server that does not respond, with what to check', async () => {
  const file = join(folder, 'a.log');
  writeFileSync(file, 'x\n');
  const ended = await start([
    'import',
    file,
    '--incident',
    'INC-2',
    '--server',
    'http://127.0.0.1:1',
  ]).ended;
  expect(ended.code).toBe(69);
  expect(ended.err).toMatch(
    /^debrief: Can't connect to http:\/\/127\.0\.0\.1:1 \(.+\)\. Check the address and that the server is running\.\n$/,
  );
});
