import { silentLog } from '@debrief/core/context';
import { listSources, readRecord, verifyEvidence } from '@debrief/core/evidence';
import { changeIncident } from '@debrief/core/incident';
import { setRetention } from '@debrief/core/retention';
import {
  describeOnServer,
  importFile,
  makeEvent,
  makeIncident,
  messages,
  testServerDatabase,
  testWorld,
  times,
} from '@debrief/testkit';
import { startDebrief } from '@debrief/testkit/process';
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openJobs } from './job-queue.ts';

const count = 9_000;

describeOnServer('the daily run of the retention on a PostgreSQL server', () => {
  test('a process that starts finishes the run of a killed one, and removes nothing twice', async () => {
    await using database = await testServerDatabase();
    const world = await testWorld(database.store);
    // Long ago for the processes, which have the real time.
    world.clock.advance(Date.parse('2020-01-01') - world.clock.now().getTime());
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    const texts = times(count, (index) => `message ${index}`);
    await importFile(ctx, incident, { text: messages(texts, { from: '2020-01-01T00:00:00Z' }) });
    const [first] = (await readRecord(ctx, incident.ref, {})).items;
    if (first) await makeEvent(ctx, incident, [first]);
    await changeIncident(ctx, { incident: incident.ref, version: 1, status: 'closed' });
    const [source] = (await listSources(ctx, { incident: incident.ref })).items;
    await setRetention(world.as(world.admin), { id: source?.sourceId ?? '', days: 30 });

    const dataDir = await mkdtemp(join(tmpdir(), 'debrief-retention-'));
    const start = () =>
      startDebrief({ dataDir, databaseUrl: database.url, env: { DEBRIEF_DEMO: 'false' } });
    const countRemoved = async () => {
      const { rows } = await sql<{ items: number }>`
        select coalesce(sum(items), 0)::int as items from retention_run`.execute(database.store.db);
      return rows[0]?.items ?? 0;
    };
    const killed = await start();
    while ((await countRemoved()) === 0) await pause(5);
    await killed.kill();
    const others = await Promise.all([start(), start()]);
    while ((await countRemoved()) < count - 1) await pause(100);
    for (const one of others) await one.stop();
    await rm(dataDir, { recursive: true, force: true });

    expect(await countRemoved()).toBe(count - 1);
    expect((await readRecord(ctx, incident.ref, {})).items).toMatchObject([{ id: first?.id }]);
    const verified = await verifyEvidence(ctx, { incident: incident.ref });
    expect(verified).toMatchObject({ removed: count - 1, problems: [] });
    const { rows } = await sql<{ jobs: number; slots: number }>`
      select count(*)::int as jobs, count(distinct singleton_on)::int as slots from pgboss.job where name = 'retention.run'`.execute(
      database.store.db,
    );
    expect(rows[0]?.jobs).toBe(rows[0]?.slots);
  });
});

test('is added once a day, however often it is asked for', async () => {
  const { store } = await testWorld();
  const queue = await openJobs(store, 'here', silentLog);
  const job = { kind: 'retention.run', data: {}, oncePerDay: 'retention' } as const;
  for (let asked = 0; asked < 4; asked += 1)
    await store.db.transaction().execute(async (db) => queue.add(db, job));
  const { rows } = await sql<{ is_now: boolean }>`
    select start_after <= now() as is_now from pgboss.job where name = 'retention.run' order by start_after`.execute(
    store.db,
  );
  await queue.stop();
  expect(rows).toEqual([{ is_now: true }, { is_now: false }]);
});
