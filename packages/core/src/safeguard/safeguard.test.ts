import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import type { AddSafeguard, AlertProof, Safeguard } from '@debrief/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addFollowUp } from '../follow-up/index.ts';
import { setMilestone } from '../timeline/index.ts';
import { searchLibrary } from '../library/index.ts';
import {
  addSafeguard,
  editSafeguard,
  listSafeguards,
  proveSafeguard,
  removeSafeguard,
  undoSafeguardChange,
} from './index.ts';

/** The rule of the demo, as it was for two weeks: the probe exports `env="production"`. */
const toRules = (env: string) => `groups:
  - name: search
    interval: 30s
    rules:
      - alert: SearchFreshness
        expr: search_freshness_probe_age_seconds{service="search", ${env}} > 1800
        for: 1m
        labels: { severity: page, team: search }
        annotations: { summary: 'Newest SKU is {{ $value | humanizeDuration }} old' }
`;
const probe = 'search_freshness_probe_age_seconds{service="search", env="production"}';
const incidentSeries = `${probe} 150 300x5 2000+60x20`;
const healthySeries = `${probe} 150+1x40`;
const dead = toRules('env="prod"');
const repaired = toRules('env=~"prod|production"');
const routing = `global: { slack_api_url: 'https://hooks.example.org/T1/very-secret' }
route:
  receiver: default
  routes: [{ matchers: ['severity="page"'], receiver: search-pager }]
inhibit_rules:
  - { source_matchers: ['alertname="Maintenance"'], target_matchers: ['severity="page"'] }
receivers:
  - { name: default }
  - { name: search-pager, pagerduty_configs: [{ routing_key: 'another-secret' }] }
`;

let world: World;
let ctx: Context;
let incident: string;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = (await makeIncident(ctx)).ref;
});

async function add(more: Partial<AddSafeguard> = {}): Promise<Safeguard> {
  const { safeguards } = await addSafeguard(ctx, {
    incident,
    name: 'Search finds new SKUs',
    rules: dead,
    incidentSeries,
    healthySeries,
    ...more,
  });
  const [safeguard] = safeguards;
  if (!safeguard) throw new Error('no safeguard');
  return safeguard;
}

async function prove({ id, version }: Safeguard): Promise<Safeguard> {
  const [proven] = (await proveSafeguard(ctx, { id, version })).safeguards;
  if (!proven) throw new Error('no safeguard');
  return proven;
}

describe('the alert of the demo', () => {
  test('is shown to be dead, is repaired, proven and armed', async () => {
    const draft = await add({ routing });
    expect(draft).toMatchObject({ alert: 'SearchFreshness', state: 'draft', proof: null });

    const shown = await prove(draft);
    expect(shown.state).toBe('unproven');
    expect(shown.why).toBe(
      'On the incident: no series matches search_freshness_probe_age_seconds{service="search", env="prod"}, so it can\'t fire.',
    );

    const [changed] = (
      await editSafeguard(ctx, { id: shown.id, version: shown.version, rules: repaired })
    ).safeguards;
    expect(changed).toMatchObject({ state: 'draft', proof: null });

    const armed = await prove(changed as Safeguard);
    expect(armed.state).toBe('armed');
    expect((armed.proof as AlertProof).incident.firings).toEqual([
      {
        labels:
          '{alertname="SearchFreshness", env="production", service="search", severity="page", team="search"}',
        pendingMs: 7 * 60_000,
        firingMs: 8 * 60_000,
        endMs: null,
        receivers: ['search-pager'],
        mutedReceivers: [],
        mutedBy: '',
      },
    ]);
    expect(armed.proof?.healthy).toMatchObject({ verdict: 'silent', series: 1, firings: [] });
  });

  test('the settings of receivers are not stored', async () => {
    const { routing: kept } = await add({ routing });
    expect(kept).toContain('search-pager');
    expect(kept).toContain('Maintenance');
    expect(kept).not.toMatch(/secret|hooks\.example/);
  });
});

describe('a proof', () => {
  test('an alert that also fires in a healthy window is noisy', async () => {
    const noisy = await prove(await add({ rules: repaired, healthySeries: incidentSeries }));
    expect(noisy).toMatchObject({ state: 'noisy', why: 'It also fires in the healthy window.' });
  });

  test('a healthy window without data proves nothing', async () => {
    const other = await add({ rules: repaired, healthySeries: '# nothing\n' });
    expect((await prove(other)).state).toBe('unproven');
  });

  test('an alert that another one inhibits is not proven', async () => {
    const withMaintenance = `${repaired}      - { alert: Maintenance, expr: '${probe} > 0' }\n`;
    const muted = await prove(await add({ rules: withMaintenance, routing }));
    expect(muted.state).toBe('unproven');
    expect(muted.why).toContain('inhibited by');
  });

  test('a silence or a time interval that mutes it is no proof, and says so', async () => {
    await setMilestone(ctx, { incident, kind: 'detected', at: '2026-03-02T01:00:00.000Z' });
    const comment = 'Migration of search';
    const matchers = [{ name: 'team', value: 'search', isRegex: false }];
    const startsAt = '2026-03-01T00:00:00.000Z';
    const silences = JSON.stringify([
      { matchers, startsAt, endsAt: '2026-03-03T00:00:00.000Z', comment, createdBy: 'mira' },
    ]);
    const silent = await prove(await add({ rules: repaired, routing, silences }));
    expect(silent).toMatchObject({
      state: 'unproven',
      why: 'It fires on the incident, and no one gets it: silenced until 2026-03-03 00:00 UTC (Migration of search).',
    });
    expect(silent.silences).not.toContain('mira');
    const nights = routing
      .replace(
        'receiver: search-pager }',
        'receiver: search-pager, mute_time_intervals: [nights] }',
      )
      .concat(
        'time_intervals: [{ name: nights, time_intervals: [{ times: [{ start_time: "00:00", end_time: "06:00" }] }] }]',
      );
    const asleep = await prove(await add({ rules: repaired, routing: nights }));
    expect(asleep.why).toBe(
      'It fires on the incident, and no one gets it: search-pager: muted by the time interval nights.',
    );
    await expect(add({ silences: '{}' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a dead runbook keeps it from being armed; one that was not checked does not', async () => {
    const url = 'https://wiki.test/{{ $labels.service }}';
    const rules = repaired.replace('annotations: {', `annotations: { runbook_url: '${url}',`);
    const { id, version } = await add({ rules });
    const asked: string[] = [];
    const proveWith = async (version: number, state: 'works' | 'broken' | 'unknown') => {
      const check = async (urls: readonly string[]) => {
        asked.push(...urls);
        return urls.map((url) => ({ url, state, problem: 'wiki.test answered 404.' }));
      };
      const [proven] = (await proveSafeguard(ctx, { id, version }, check)).safeguards;
      return proven;
    };
    expect(await proveWith(version, 'broken')).toMatchObject({
      state: 'unproven',
      why: 'The runbook https://wiki.test/search is a dead link: wiki.test answered 404.',
    });
    expect(asked).toEqual(['https://wiki.test/search']);
    expect(await proveWith(version + 1, 'unknown')).toMatchObject({
      state: 'armed',
      proof: { runbooks: [{ url: 'https://wiki.test/search', state: 'unknown' }] },
    });
    await expect(proveWith(version, 'works')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('what is not supported is said, and is no proof', async () => {
    const newer = repaired.replace('> 1800', '> mad_over_time(x[5m])');
    await expect(add({ rules: newer })).rejects.toMatchObject({
      issues: [{ at: 'rules', message: expect.stringContaining('mad_over_time') as string }],
    });
  });

  test('a proof of more than 90 days ago is stale; undo brings a proof back', async () => {
    const armed = await prove(await add({ rules: repaired }));
    const { id, version } = armed;
    const changed = await editSafeguard(ctx, { id, version, intervalMs: 120_000 });
    expect(changed.safeguards[0]?.state).toBe('draft');
    const undone = await undoSafeguardChange(ctx, { activityId: changed.activityId });
    expect(undone.safeguards[0]?.state).toBe('armed');
    const renamed = await editSafeguard(ctx, {
      id,
      version: undone.safeguards[0]?.version ?? 0,
      name: 'Another name',
    });
    expect(renamed.safeguards[0]?.state).toBe('armed');
    world.clock.advance(91 * 86_400_000);
    expect((await listSafeguards(ctx, { incident })).items[0]?.state).toBe('stale');
  });

  test('measurements of the evidence are replayed, in the windows of the milestones', async () => {
    const minute = (at: number) => new Date(Date.parse('2026-03-01T00:00:00Z') + at * 60_000);
    const lines = Array.from({ length: 3 * 24 * 12 }, (_, index) => {
      const at = minute(index * 5);
      const isBad = at >= new Date('2026-03-03T10:00:00Z') && at < new Date('2026-03-03T12:00:00Z');
      return `${at.toISOString()},${isBad ? 2400 : 140},production`;
    });
    const text = `time,search_freshness_probe_age_seconds,env\n${lines.join('\n')}\n`;
    await importFile(ctx, { ref: incident }, { name: 'probe.csv', text });
    for (const [kind, at] of [
      ['impact-started', '2026-03-03T10:00:00Z'],
      ['resolved', '2026-03-03T12:30:00Z'],
    ] as const)
      await setMilestone(ctx, { incident, kind, at, precision: 'exact', version: null });
    const rules = repaired.replace('service="search", ', '');
    const armed = await prove(await add({ rules, incidentSeries: '', healthySeries: '' }));
    expect(armed.why).toBe('It fires on the incident and is silent in the healthy window.');
    expect(armed.proof?.incident).toMatchObject({
      source: 'evidence',
      from: '2026-03-03T10:00:00.000Z',
      until: '2026-03-03T12:30:00.000Z',
      series: 1,
      firings: [{ pendingMs: 0, firingMs: 60_000 }],
    });
    expect(armed.proof?.healthy).toMatchObject({
      from: '2026-03-01T10:00:00.000Z',
      until: '2026-03-02T10:00:00.000Z',
      verdict: 'silent',
    });
  });

  test('silence proves nothing if measurements cover little of the window, or a rule fails', async () => {
    const text = ['time,age_seconds', '2026-03-01T23:50:00Z,1', '2026-03-01T23:55:00Z,1'].join(
      '\n',
    );
    await importFile(ctx, { ref: incident }, { name: 'age.csv', text: `${text}\n` });
    const short = await prove(
      await add({
        rules: "groups: [{ name: g, rules: [{ alert: Old, expr: 'age_seconds > 60' }] }]",
        incidentSeries: 'age_seconds 10 90x5',
        healthySeries: '',
        incidentWindow: { from: '2026-03-03T10:00:00Z', until: '2026-03-03T12:00:00Z' },
        healthyWindow: { from: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' },
      }),
    );
    expect(short.state).toBe('unproven');
    expect(short.why).toContain('the measurements cover 5 min of');

    const recorded = `groups:
  - name: g
    rules:
      - { record: joined, expr: 'a + on (job) b' }
      - { alert: High, expr: 'joined > 5' }
`;
    const failing = await prove(
      await add({
        rules: recorded,
        incidentSeries: 'a{job="x"} 5x5\nb{job="x"} 5x5',
        healthySeries: 'a{job="x"} 1x5\nb{job="x", i="1"} 1x5\nb{job="x", i="2"} 1x5',
      }),
    );
    expect(failing.state).toBe('unproven');
    expect(failing.why).toContain('duplicate series');
  });

  test('windows that are not known or too long are refused', async () => {
    const unknown = await add({ incidentSeries: '' });
    await expect(prove(unknown)).rejects.toMatchObject({
      issues: [{ at: 'incidentWindow' }],
    });
    const long = await add({
      incidentSeries: '',
      incidentWindow: { from: '2020-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z' },
      intervalMs: 1_000,
    });
    await expect(prove(long)).rejects.toThrow('too long');
  });
});

describe('a definition', () => {
  test.each([
    ['rules', { rules: 'groups: [' }],
    ['rules', { rules: 'groups: []' }],
    ['rules', { rules: dead.replace('> 1800', '>') }],
    ['alert', { alert: 'Other' }],
    ['routing', { routing: 'route: { receiver: lost }' }],
    ['incidentSeries', { incidentSeries: 'up{ 1' }],
    ['healthySeries', { healthySeries: 'up 1x99999999999' }],
    [
      'healthyWindow.until',
      { healthyWindow: { from: '2026-03-02T00:00:00Z', until: '2026-03-01T00:00:00Z' } },
    ],
    ['followUpId', { followUpId: '01890a5d-ac96-774b-bcce-b302099a8057' }],
  ])('is refused with its field: %s', async (at, more) => {
    await expect(add(more)).rejects.toMatchObject({ code: 'invalid', issues: [{ at }] });
  });

  test('belongs to a follow-up of the incident', async () => {
    const { followUps } = await addFollowUp(ctx, {
      incident,
      text: 'Alert on stale search',
      intent: 'detect',
    });
    const followUpId = followUps[0]?.id ?? '';
    expect((await add({ followUpId })).followUpId).toBe(followUpId);
    const other = (await makeIncident(ctx, { title: 'Another' })).ref;
    await expect(
      addSafeguard(ctx, { incident: other, name: 'x', rules: dead, followUpId }),
    ).rejects.toMatchObject({ issues: [{ at: 'followUpId' }] });
  });
});

test('a safeguard is added once, removed, restored, found, and carried by a bundle', async () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057';
  const safeguard = await add({ id, rules: repaired });
  expect((await add({ id, rules: repaired })).version).toBe(safeguard.version);
  await prove(safeguard);
  const findIt = async () => (await searchLibrary(ctx, { text: 'SearchFreshness' })).items;
  expect(await findIt()).toMatchObject([{ kind: 'safeguard' }]);
  const bundle = await exportBundle(ctx, incident);
  const other = await testWorld();
  const copy = await importBundleText(other.as(other.editor), bundle);
  const copies = await listSafeguards(other.as(other.editor), { incident: copy.ref });
  expect(copies.items).toMatchObject([{ name: safeguard.name, state: 'armed' }]);
  const removed = await removeSafeguard(ctx, { id, version: 2 });
  expect(await findIt()).toEqual([]);
  await undoSafeguardChange(ctx, { activityId: removed.activityId });
  expect(await findIt()).toHaveLength(1);
  const { items } = await listActivity(ctx, { about: 'follow-up' });
  expect(items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['safeguard.added', 'safeguard.proven', 'safeguard.removed']),
  );
});

test('viewers read, outsiders find nothing, and two at once conflict', async () => {
  const { id, version } = await add();
  const viewer = world.as(world.viewer);
  expect((await listSafeguards(viewer, { incident })).can).toEqual({ add: false });
  await expect(proveSafeguard(viewer, { id, version })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await editSafeguard(ctx, { id, version, name: 'First' });
  await expect(editSafeguard(ctx, { id, version, name: 'Second' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await makeIncidentPrivate(ctx, { incident, version: 1 });
  const outsider = world.as(world.outsider);
  await expect(listSafeguards(outsider, { incident })).rejects.toMatchObject({ code: 'not-found' });
  await expect(proveSafeguard(outsider, { id, version: 2 })).rejects.toMatchObject({
    code: 'not-found',
  });
});
