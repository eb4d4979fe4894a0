import { openStore, inTransaction } from '@debrief/core/db';
import { createIds, silentLog, systemClock, type Context } from '@debrief/core/context';
import { beginImport, openUpload } from '@debrief/core/evidence';
import { declareIncident } from '@debrief/core/incident';
import { exportIncident, importBundle } from '@debrief/core/bundle';
import { createWriteStream, statSync, writeFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import pg from 'pg';
const [mode, step, n] = process.argv.slice(2);
const count = Number(n ?? 50000);
async function fresh(name: string) {
  if (mode === 'embedded') {
    if (step === 'make') rmSync('/tmp/bundle/' + name, { recursive: true, force: true });
    if (step === 'take') rmSync('/tmp/bundle/' + name, { recursive: true, force: true });
    return openStore({ kind: 'embedded', dataDir: '/tmp/bundle/' + name });
  }
  const url = process.env.PGURL!;
  const c = new pg.Client({ connectionString: url });
  await c.connect();
  await c.query('drop database if exists ' + name + ' with (force)');
  await c.query('create database ' + name);
  await c.end();
  const u = new URL(url);
  u.pathname = '/' + name;
  return openStore({ kind: 'server', url: u.href });
}
const mb = () => Math.round(process.memoryUsage().rss / 1e6);
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, mb());
}, 20).unref();
const report = (what: string, t0: number, base: number) => {
  console.log(what, ((performance.now() - t0) / 1000).toFixed(1) + ' s', 'base', base, 'peak', peak, 'added', peak - base);
};
if (step === 'make') {
  const store = await fresh('big_one');
  const ctx: Context = {
    db: store.db,
    actor: { type: 'operator', name: 'op' },
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLog,
    requestId: null,
  };
  const inc = await declareIncident(ctx, { title: 'big' });
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ at: new Date(1.6e12 + i * 1000).toISOString(), author: 'p' + (i % 200), text: `message ${i} ` + 'lorem ipsum dolor '.repeat(12) }),
  ).join('\n');
  writeFileSync('/tmp/bundle/big.jsonl', lines);
  const b = await beginImport(
    ctx,
    { incident: inc.ref, name: 'big.jsonl' },
    await openUpload('/tmp/bundle/big.jsonl', 'big.jsonl'),
    createHash('sha256').update(lines).digest('hex'),
  );
  console.log((await b.run()).stored);
  for (const format of ['bundle', 'bundle'] as const) {
    globalThis.gc?.();
    const base = mb();
    peak = base;
    const t0 = performance.now();
    const out = createWriteStream('/tmp/bundle/big.bundle');
    for await (const c of (await exportIncident(ctx, { incident: inc.ref, format })).chunks) if (!out.write(c)) await once(out, 'drain');
    out.end();
    await once(out, 'finish');
    report('export', t0, base);
  }
  console.log('size', statSync('/tmp/bundle/big.bundle').size / 1e6);
  await store.close();
} else {
  const store = await fresh('big_two');
  const ctx: Context = {
    db: store.db,
    actor: { type: 'operator', name: 'op' },
    clock: systemClock,
    ids: createIds(systemClock),
    log: silentLog,
    requestId: null,
  };
  globalThis.gc?.();
  const base = mb();
  peak = base;
  const t0 = performance.now();
  const inc = await importBundle(ctx, await openUpload('/tmp/bundle/big.bundle', 'big.bundle'));
  report('import', t0, base);
  const h = createHash('sha256');
  for await (const c of (await exportIncident(ctx, { incident: inc.ref, format: 'bundle' })).chunks) h.update(c);
  const { readFileSync } = await import('node:fs');
  console.log('equal', h.digest('hex') === createHash('sha256').update(readFileSync('/tmp/bundle/big.bundle')).digest('hex'));
  await store.close();
}
