import { importFile, makeRecord, times, countFulfilled } from '@debrief/testkit';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ctx, describeServerWorld, world } from '../server-world.fixture.ts';
import { addEvent } from '../timeline/index.ts';
import { getEvidence, readRecord } from '../evidence/index.ts';
import { redactEvidence } from './redact.ts';
import { listRemovals, removeEvidence } from './index.ts';

describeServerWorld('concurrent redactions on a server with many connections', () => {
  const secret = 'xylograph-4711';

  async function listTablesWithWords(): Promise<string[]> {
    const tables = ['evidence', 'timeline_event', 'activity', 'import_rejection'];
    const found: string[] = [];
    for (const name of tables) {
      const rows = await sql<{
        row: string;
      }>`select to_jsonb(one)::text as row from ${sql.table(name)} one where to_jsonb(one)::text like ${`%${secret}%`}`.execute(
        ctx.db,
      );
      found.push(...rows.rows.map(({ row }) => `${name}: ${row.slice(0, 200)}`));
    }
    return found;
  }

  test('redact the same words once', async () => {
    const { incident, items } = await makeRecord(ctx, [`use ${secret}`]);
    const given = {
      incident: incident.ref,
      id: items[0]?.id ?? '',
      start: 4,
      end: 4 + secret.length,
      kind: 'secret' as const,
      reason: 'pasted',
    };
    expect(
      await countFulfilled(
        'conflict',
        times(5, () => redactEvidence(ctx, given)),
      ),
    ).toBe(1);
    expect((await readRecord(ctx, incident.ref, {})).items[0]?.redactions).toHaveLength(1);
    expect(await listTablesWithWords()).toEqual([]);
  });

  test('an event added at the same time copies the words before and loses them, or finds them gone', async () => {
    const { incident, items } = await makeRecord(ctx, [`use ${secret}`, `he said use ${secret}`]);
    const promote = (index: number) =>
      addEvent(ctx, {
        incident: incident.ref,
        citations: [{ evidenceId: items[index % 2]?.id ?? '' }],
      });
    const redact = redactEvidence(ctx, {
      incident: incident.ref,
      id: items[0]?.id ?? '',
      start: 4,
      end: 4 + secret.length,
      kind: 'secret',
      reason: 'pasted',
      everywhere: true,
    });
    const settled = await Promise.allSettled([...times(6, promote), redact, ...times(6, promote)]);
    expect(
      settled.map((one) => (one.status === 'rejected' ? String(one.reason) : one.status)),
    ).toEqual(times(13, () => 'fulfilled'));
    expect(await listTablesWithWords()).toEqual([]);
  });

  test('another revision imported at the same time restores no words', async () => {
    const { incident } = await makeRecord(ctx, ['unrelated']);
    const bring = (text: string) =>
      importFile(ctx, incident, {
        name: 'keyed.jsonl',
        text: `${JSON.stringify({ id: 'k', at: '2026-03-02T07:00:00Z', text })}\n`,
        options: { map: 'key=id' },
      });
    await bring(`use ${secret}`);
    const [item] = (await readRecord(ctx, incident.ref, {})).items;
    const given = {
      incident: incident.ref,
      id: item?.id ?? '',
      start: 4,
      end: 4 + secret.length,
      kind: 'secret' as const,
      reason: 'pasted',
    };
    const done = await Promise.all([
      bring(`please use ${secret}`),
      redactEvidence(ctx, given),
      bring(`do use ${secret}`),
    ]);
    expect(done.map((one) => ('state' in one ? one.state : 'redacted'))).toEqual([
      'done',
      'redacted',
      'done',
    ]);
    expect(
      (await getEvidence(ctx, { incident: incident.ref, id: item?.id ?? '' })).revisions,
    ).toHaveLength(3);
    expect(await listTablesWithWords()).toEqual([]);
  });

  test('a removal happens once, and an import at the same time restores nothing', async () => {
    const text = `${JSON.stringify({ id: 'k', at: '2026-03-02T07:00:00Z', text: `use ${secret}` })}\n`;
    const { incident } = await makeRecord(ctx, ['unrelated']);
    const bring = (name: string, more = '') =>
      importFile(ctx, incident, {
        name,
        text: text.replace('use', `${more}use`),
        options: { map: 'key=id' },
      });
    await bring('keyed.jsonl');
    const [item] = (await readRecord(ctx, incident.ref, {})).items;
    const promote = () =>
      addEvent(ctx, { incident: incident.ref, citations: [{ evidenceId: item?.id ?? '' }] });
    const remove = () =>
      removeEvidence(world.as(world.admin), {
        incident: incident.ref,
        item: item?.id ?? '',
        reason: 'Erasure request',
      });
    const [removed, ...others] = await Promise.all([
      countFulfilled('conflict', times(4, remove)),
      promote(),
      bring('keyed.jsonl', 'please '),
      promote(),
    ]);
    expect(removed).toBe(1);
    expect(others).toHaveLength(3);
    expect(await bring('keyed.jsonl', 'do ')).toMatchObject({ imported: 0, withheld: 1 });
    expect(await listTablesWithWords()).toEqual([]);
    const { items } = await listRemovals(world.as(world.admin), { incident: incident.ref });
    expect(items).toMatchObject([{ items: 1 }]);
  });
});
