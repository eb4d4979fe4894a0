import { importFile, makeIncident, messages, times } from '@debrief/testkit';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ctx, describeServerWorld } from '../server-world.fixture.ts';
import { getImport, readRecord } from '../evidence/index.ts';
import { addEvent, listTimeline } from '../timeline/index.ts';
import { runUndoJob, undoImport } from './index.ts';

describeServerWorld('concurrent undo on a server with many connections', () => {
  const count = 4_500;
  const text = messages(times(count, (index) => `message ${index}`));
  const countRows = async (importId: string) =>
    (
      await sql<{ count: number }>`
        select count(*)::int as count from evidence where import_id = ${importId}`.execute(ctx.db)
    ).rows[0]?.count;

  test('a run that stops midway and several after it remove each item once', async () => {
    const incident = await makeIncident(ctx);
    const { id } = await importFile(ctx, incident, { text });
    await undoImport(ctx, { id });
    const stop = new AbortController();
    const first = runUndoJob(ctx, { importId: id }, stop.signal);
    while ((await countRows(id)) === count);
    stop.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect((await getImport(ctx, { id })).state).toBe('undoing');
    const signal = new AbortController().signal;
    const runs = await Promise.all(times(3, () => runUndoJob(ctx, { importId: id }, signal)));
    expect(runs.filter((run) => run !== null)).toMatchObject([{ state: 'undone', removed: count }]);
    expect(await countRows(id)).toBe(0);
    expect(await runUndoJob(ctx, { importId: id }, signal)).toBeNull();
  });

  test('a running import stops, and leaves nothing', async () => {
    const incident = await makeIncident(ctx);
    const running = importFile(ctx, incident, { text }).catch((error: unknown) => String(error));
    const findStarted = async () =>
      (
        await sql<{ id: string }>`
          select id from import where incident_id = ${incident.id} and imported > 0`.execute(ctx.db)
      ).rows[0]?.id;
    let id: string | undefined;
    while (id === undefined) id = await findStarted();
    await undoImport(ctx, { id });
    const [undone] = await Promise.all([
      runUndoJob(ctx, { importId: id }, new AbortController().signal),
      running,
    ]);
    expect(await running).toMatch(/Error/);
    expect(undone).toMatchObject({ state: 'undone' });
    expect(await countRows(id)).toBe(0);
    expect((await getImport(ctx, { id })).state).toBe('undone');
    expect(await importFile(ctx, incident, { text })).toMatchObject({
      imported: count,
      duplicates: 0,
    });
  });

  test('what is cited during an undo stays, or cannot be cited', async () => {
    const incident = await makeIncident(ctx);
    const { id } = await importFile(ctx, incident, { text });
    const { items } = await readRecord(ctx, incident.ref, { limit: 500 });
    await undoImport(ctx, { id });
    const undone = runUndoJob(ctx, { importId: id }, new AbortController().signal);
    const adding = await Promise.allSettled(
      times(20, (index) =>
        addEvent(ctx, {
          incident: incident.ref,
          citations: [{ evidenceId: items[index * 20]?.id ?? '' }],
        }),
      ),
    );
    await undone;
    for (const one of adding)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'invalid' });
    const { events } = await listTimeline(ctx, { incident: incident.ref });
    expect(events).toHaveLength(adding.filter((one) => one.status === 'fulfilled').length);
    expect(await countRows(id)).toBe(events.length);
  });

  test('the same file imported during an undo is complete', async () => {
    const incident = await makeIncident(ctx);
    const { id } = await importFile(ctx, incident, { text });
    await undoImport(ctx, { id });
    const [undone, again] = await Promise.all([
      runUndoJob(ctx, { importId: id }, new AbortController().signal),
      importFile(ctx, incident, { text }),
    ]);
    expect(again.imported + again.duplicates).toBe(count);
    expect(undone?.removed).toBe(again.imported);
    const rows = await Promise.all([countRows(id), countRows(again.id)]);
    expect((rows[0] ?? 0) + (rows[1] ?? 0)).toBe(count);
  });
});
