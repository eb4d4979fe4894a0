import { listAccounts } from '@debrief/core/account';
import { listImports, readRecord } from '@debrief/core/evidence';
import { listIncidents } from '@debrief/core/library';
import { deleteIncident } from '@debrief/core/delete-incident';
import { changeIncident } from '@debrief/core/incident';
import { listFollowUps } from '@debrief/core/follow-up';
import { addSafeguard, editSafeguard, proveSafeguard } from '@debrief/core/safeguard';
import { listStories } from '@debrief/core/story';
import {
  importFile,
  makeIncident,
  testWorld,
  type World,
  embeddedDatabase,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Safeguard } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { makeDemo, resetDemo } from './demo.ts';

let world: World;
let ctx: Context;
beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  ctx = world.as(world.operator);
});

const names = async () =>
  (await listImports(ctx, { incident: 'INC-1' })).items
    .map((one) => `${one.name} ${one.state} ${one.rejected}`)
    .toSorted();

describe('the demo', () => {
  test('is imported like any file, in full, and only once', async () => {
    await makeDemo(ctx, 'raw', { isAlone: true });
    const made = await names();
    expect(made).toEqual([
      'alerts.jsonl done 0',
      'deploys.jsonl done 0',
      'slack-export done 0',
      'ticket.json done 0',
    ]);
    expect((await listIncidents(ctx, {})).items).toMatchObject([{ isDemo: true, eventCount: 0 }]);
    expect((await readRecord(ctx, 'INC-1', { text: 'alias' })).items.length).toBeGreaterThan(3);
    await makeDemo(ctx, 'raw', { isAlone: true });
    await makeDemo(ctx, 'raw', { isAlone: false });
    expect(await names()).toEqual(made);
  });

  test('that an earlier start left half-done is completed', async () => {
    await makeDemo(ctx, 'raw', { isAlone: true });
    await sql`update import set state = 'interrupted' where name = 'ticket.json'`.execute(
      world.store.db,
    );
    await makeDemo(ctx, 'raw', { isAlone: false });
    expect(await names()).toHaveLength(4);
    await makeDemo(ctx, 'raw', { isAlone: true });
    expect(await names()).toEqual([
      'alerts.jsonl done 0',
      'deploys.jsonl done 0',
      'slack-export done 0',
      'ticket.json done 0',
      'ticket.json interrupted 0',
    ]);
    expect((await listIncidents(ctx, {})).items).toHaveLength(1);
  });

  test('is finished once, with its story, next to the same evidence to try it on', async () => {
    await makeDemo(ctx, 'finished', { isAlone: true });
    // An interrupted start is completed, whatever the next one asks for.
    await sql`delete from story where is_example`.execute(world.store.db);
    await makeDemo(ctx, 'none', { isAlone: true });
    await makeDemo(ctx, 'raw', { isAlone: true });
    await makeDemo(ctx, 'finished', { isAlone: true });
    const { items } = await listIncidents(ctx, {});
    expect(items).toMatchObject([
      { ref: 'INC-2', isDemo: true, status: 'in-review', eventCount: 0 },
      { ref: 'INC-1', isDemo: true, status: 'closed', eventCount: 31 },
    ]);
    expect(items[0]?.evidenceCount).toBe(items[1]?.evidenceCount);
    const stories = await listStories(world.as(world.viewer), {});
    expect(stories.items).toMatchObject([
      { isExample: true, isMine: false, grades: { 'no-evidence': 0 }, isDraft: false },
    ]);
    const accounts = await listAccounts(ctx, {});
    expect(accounts.items.filter((one) => one.name === 'Ilse Marchetti')).toMatchObject([
      { isDisabled: true },
    ]);
  });

  test('has a freshness alert that is shown to be dead, repaired, proven and armed', async () => {
    await makeDemo(ctx, 'finished', { isAlone: true });
    const incident = 'INC-1';
    const { items } = await listFollowUps(ctx, { incident });
    const followUp = items.find(({ text }) => text.startsWith('Make search-freshness accept'));
    // What the probe exported: the newest SKU that search found, every five minutes of three days.
    const startMs = Date.parse('2022-12-03T00:00:00Z');
    const lines = Array.from({ length: 5 * 24 * 12 }, (_, index) => {
      const at = new Date(startMs + index * 300_000).toISOString();
      const isOld = at >= '2022-12-06T02:00' && at < '2022-12-06T23:00';
      return `${at},${isOld ? 20_000 : 149},production`;
    });
    const text = `time,search_freshness_probe_age_seconds,env\n${lines.join('\n')}\n`;
    await importFile(ctx, { ref: incident }, { name: 'probe.csv', text });
    const toRules = (env: string) => `groups:
  - name: search
    rules:
      - alert: SearchFreshness
        expr: search_freshness_probe_age_seconds{${env}} > 1800
        for: 5m
        labels: { severity: page }
`;
    const change = async (sent: Promise<{ safeguards: Safeguard[] }>): Promise<Safeguard> => {
      const [safeguard] = (await sent).safeguards;
      if (!safeguard) throw new Error('no safeguard');
      return safeguard;
    };
    const prove = ({ id, version }: Safeguard) => change(proveSafeguard(ctx, { id, version }));
    const added = await change(
      addSafeguard(ctx, {
        incident,
        name: 'Search finds new SKUs',
        rules: toRules('env="prod"'),
        followUpId: followUp?.id ?? null,
      }),
    );
    expect(added).toMatchObject({ state: 'draft', followUpId: followUp?.id });
    const dead = await prove(added);
    expect(dead).toMatchObject({
      state: 'unproven',
      why: expect.stringContaining('no series matches'),
    });
    const { id, version } = dead;
    const rules = toRules('env=~"prod|production"');
    const repaired = await change(editSafeguard(ctx, { id, version, rules }));
    expect(repaired.state).toBe('draft');
    expect(await prove(repaired)).toMatchObject({
      state: 'armed',
      proof: {
        incident: { source: 'evidence', verdict: 'fires' },
        healthy: { source: 'evidence', verdict: 'silent', series: 1 },
      },
    });
  });

  test('skips a database that someone has already used', async () => {
    await makeIncident(world.as(world.editor));
    await makeDemo(ctx, 'raw', { isAlone: true });
    expect((await listIncidents(ctx, {})).items).toMatchObject([{ isDemo: false }]);
  });
});

describe('resetting the sample data', () => {
  test('adds it again, without what was done in it', async () => {
    await makeDemo(ctx, 'finished', { isAlone: true });
    await changeIncident(ctx, { incident: 'INC-2', version: 1, title: 'Mine now' });
    await expect(resetDemo(world.as(world.editor))).rejects.toMatchObject({ code: 'forbidden' });
    const admin = world.as(world.admin);
    const { items } = await resetDemo(admin);
    expect(items.map((one) => one.title)).toEqual([
      'Try it yourself: Search shows no results for new products',
      'Search shows no results for new products',
    ]);
    expect((await listStories(world.as(world.viewer), {})).items).toMatchObject([
      { incident: { ref: 'INC-1' }, grades: { 'no-evidence': 0 } },
    ]);
    await deleteIncident(admin, { incident: 'INC-1', title: items[1]?.title ?? '' });
    expect((await listStories(world.as(world.viewer), {})).items).toEqual([]);
  });
});
