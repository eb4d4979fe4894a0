import { BundleLine } from '@debrief/contract';
import {
  describeOnServer,
  exportBundle,
  importBundleText,
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  makeRichIncident,
  testServerDatabase,
  testWorld,
  type World,
} from '@debrief/testkit';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import {
  includeStream,
  getEvidence,
  listImports,
  listSources,
  listRejections,
  readRecord,
  makeIncidentPrivate,
} from '../evidence/index.ts';
import { declareIncident, getIncident, listMembers } from '../incident/index.ts';
import { listPeople } from '../people/index.ts';
import { readReport } from '../report/index.ts';
import { listTimeline, undoChange } from '../timeline/index.ts';

const twoStreams = ['ops', 'deploys']
  .map((stream) =>
    JSON.stringify({ at: '2022-12-06T14:30:00Z', author: 'ada', text: `in ${stream}`, stream }),
  )
  .join('\n');

function typesIn(bundle: string): Map<string, number> {
  const types = new Map<string, number>();
  for (const line of bundle.trimEnd().split('\n')) {
    const { type } = BundleLine.parse(JSON.parse(line));
    types.set(type, (types.get(type) ?? 0) + 1);
  }
  return types;
}

async function expectRoundTrip(from: World, to: () => Promise<World>): Promise<void> {
  const incident = await makeRichIncident(from);
  const bundle = await exportBundle(from.as(from.viewer), incident.ref);
  const seen = await whatPeopleSee(from, incident.ref);
  const world = await to();
  const here = await importBundleText(world.as(world.editor), bundle);
  expect(here).toMatchObject({
    id: incident.id,
    ref: incident.ref,
    title: incident.title,
    version: incident.version,
    zone: 'America/New_York',
  });
  expect(await whatPeopleSee(world, here.ref)).toEqual(seen);
  expect(await exportBundle(world.as(world.viewer), here.ref)).toBe(bundle);
}

/** The number of the incident is local. */
async function itemInFull(ctx: Context, incident: string, id: string): Promise<unknown> {
  const full = await getEvidence(ctx, { incident, id });
  const revisions = full.revisions.map((one) => ({
    ...one,
    import: { ...one.import, incident: null },
  }));
  return { ...full, revisions };
}

async function whatPeopleSee(world: World, ref: string): Promise<unknown> {
  const ctx = world.as(world.viewer);
  const { items } = await readRecord(ctx, ref, { threads: 'flat', limit: 200 });
  const imports = await listImports(ctx, { incident: ref });
  return {
    items,
    full: await Promise.all(items.map((item) => itemInFull(ctx, ref, item.id))),
    timeline: (await listTimeline(ctx, { incident: ref })).events,
    report: (await readReport(ctx, { incident: ref })).document,
    people: await listPeople(ctx, { incident: ref }),
    rejected: (
      await Promise.all(imports.items.map((one) => listRejections(ctx, { id: one.id })))
    ).flatMap((page) => page.items),
    markdown: await exportBundle(ctx, ref, 'markdown'),
    json: await exportBundle(ctx, ref, 'json'),
  };
}

describe('a bundle', () => {
  test('exports, imports into an empty Debrief, shows the same there, and exports byte-equal', async () => {
    await expectRoundTrip(await testWorld(), testWorld);
  });

  test('contains one of everything', async () => {
    const world = await testWorld();
    const incident = await makeRichIncident(world);
    const bundle = await exportBundle(world.as(world.viewer), incident.ref);
    const types = typesIn(bundle);
    expect([...types.keys()]).toEqual(BundleLine.options.map((option) => option.shape.type.value));
    const lines = bundle
      .trimEnd()
      .split('\n')
      .map((line) => BundleLine.parse(JSON.parse(line)));
    const evidence = lines.filter((line) => line.type === 'evidence');
    expect(new Set(evidence.map((line) => line.change))).toEqual(
      new Set(['original', 'revised', 'deleted']),
    );
    expect(new Set(evidence.map((line) => line.payloadEncoding))).toEqual(
      new Set(['utf8', 'base64']),
    );
    expect(evidence.some((line) => line.reactions.length === 2)).toBe(true);
    expect(
      evidence.some((line) => line.repliesToKey !== null && line.repliesToKey !== line.key),
    ).toBe(true);
    expect(evidence.some((line) => line.text.includes('deployed'))).toBe(true);
    expect(evidence.some((line) => line.text.includes('after the fact'))).toBe(true);
    expect(lines.some((line) => line.type === 'person' && line.mergedInto !== null)).toBe(true);
    expect(lines.some((line) => line.type === 'event' && line.removedAt !== null)).toBe(true);
    expect(lines.filter((line) => line.type === 'activity' && line.undoes !== null)).toHaveLength(
      5,
    );
    expect(bundle.startsWith('{"debrief":"bundle","version":2,')).toBe(true);
  });

  test('keeps its ref if the number is in use here, and no number is assigned twice', async () => {
    const from = await testWorld();
    const { incident, items } = await makeRecord(from.as(from.editor), ['the broker is fine']);
    await makeEvent(from.as(from.editor), incident, items);
    const bundle = await exportBundle(from.as(from.editor), incident.ref);
    const world = await testWorld();
    const taken = await makeIncident(world.as(world.editor));
    expect(taken.ref).toBe(incident.ref);
    const here = await importBundleText(world.as(world.editor), bundle);
    expect(here.ref).toBe('INC-2');
    expect(await exportBundle(world.as(world.editor), here.ref)).toBe(bundle);
    const rich = await makeRichIncident(world);
    expect(rich.ref).not.toBe(here.ref);
  });

  test('advances the numbers past its own', async () => {
    const from = await testWorld();
    for (let count = 0; count < 4; count += 1) await makeIncident(from.as(from.editor));
    const bundle = await exportBundle(from.as(from.editor), 'INC-4');
    const world = await testWorld();
    expect((await importBundleText(world.as(world.editor), bundle)).ref).toBe('INC-4');
    expect((await makeIncident(world.as(world.editor))).ref).toBe('INC-5');
  });

  test('stays private, and is shared only with the importer', async () => {
    const from = await testWorld();
    const incident = await makeRichIncident(from, { visibility: 'private' });
    await expect(exportBundle(from.as(from.outsider), incident.ref)).rejects.toMatchObject({
      code: 'not-found',
    });
    const bundle = await exportBundle(from.as(from.editor), incident.ref);
    const world = await testWorld();
    const here = await importBundleText(world.as(world.editor), bundle);
    await expect(
      getIncident(world.as(world.outsider), { incident: here.ref }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const members = await listMembers(world.as(world.editor), { incident: here.ref });
    expect(members.items.map((member) => member.name)).toEqual(['Edith']);
    expect(await exportBundle(world.as(world.editor), here.ref)).toBe(bundle);
  });

  test('stays editable: its last change can be undone after the import', async () => {
    const from = await testWorld();
    const incident = await makeRichIncident(from);
    const bundle = await exportBundle(from.as(from.operator), incident.ref);
    const world = await testWorld();
    const here = await importBundleText(world.as(world.operator), bundle);
    const history = await listActivity(world.as(world.operator), {
      incidentId: here.id,
      limit: 200,
    });
    const [imports, merged] = [
      history.items[0],
      history.items.find((one) => one.kind === 'event.merged'),
    ];
    expect(imports).toMatchObject({ kind: 'incident.imported', by: { type: 'operator' } });
    if (!merged) throw new Error('the history contains no merge');
    expect(merged.by).toEqual({ type: 'account', id: null, name: 'Edith (imported)' });
    const before = (await listTimeline(world.as(world.operator), { incident: here.ref })).events
      .length;
    await undoChange(
      {
        ...world.as(world.editor),
        actor: {
          type: 'account',
          accountId: getAccountId(from.editor) ?? '',
          name: 'Edith',
          role: 'editor',
        },
      },
      { activityId: merged.id },
    );
    expect(
      (await listTimeline(world.as(world.operator), { incident: here.ref })).events,
    ).toHaveLength(before + 1);
    const undone = history.items.filter((one) => one.kind === 'event.undone');
    const changes = new Set(
      history.items.filter((one) => one.kind.startsWith('event.')).map((one) => one.id),
    );
    expect(undone).toHaveLength(3);
    expect(undone.every((one) => changes.has(one.subjectId ?? ''))).toBe(true);
  });

  test('with two sources of one tool is imported, and later imports continue with the right one', async () => {
    const from = await testWorld();
    const ctx = from.as(from.editor);
    const [own, other] = [await makeIncident(ctx), await makeIncident(ctx)];
    const file = {
      name: 'loop.jsonl',
      text: twoStreams,
      options: { map: 'at=at,author=author,text=text,stream=stream' },
    };
    await importFile(ctx, own, file);
    const ops = (await listSources(ctx, { incident: own.ref })).items.find(
      (entry) => entry.streamName === 'ops',
    );
    await includeStream(ctx, { incident: other.ref, streamId: ops?.streamId ?? '' });
    const hidden = await makeIncidentPrivate(ctx, { incident: own.ref, version: own.version });
    const bundle = await exportBundle(ctx, hidden.ref);
    const keys = bundle
      .split('\n')
      .flatMap((line) =>
        line.startsWith('{"type":"source"') ? [/"key":"([^"]*)"/.exec(line)?.[1]] : [],
      );
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    const world = await testWorld();
    const here = await importBundleText(world.as(world.editor), bundle);
    expect(await exportBundle(world.as(world.editor), here.ref)).toBe(bundle);
    const again = await importFile(world.as(world.editor), here, file);
    expect(again).toMatchObject({ state: 'done', read: 2, duplicates: 1, imported: 1 });
  });

  test('from docs/bundle-format.md is imported, and exported again as shown there', async () => {
    const page = await readFile(
      new URL('../../../../docs/bundle-format.md', import.meta.url),
      'utf8',
    );
    const example = /```jsonl\n(.*?)```/s.exec(page)?.[1] ?? '';
    const world = await testWorld();
    const here = await importBundleText(world.as(world.editor), example);
    expect(
      (await listTimeline(world.as(world.viewer), { incident: here.ref })).events[0]?.citations[0]
        ?.quote,
    ).toBe("we've had a problem here");
    expect(await exportBundle(world.as(world.viewer), here.ref)).toBe(example);
    const rows = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map((match) => match[1]);
    expect(rows).toEqual(BundleLine.options.map((option) => option.shape.type.value));
  });

  test('of an empty incident also works', async () => {
    const from = await testWorld();
    const incident = await declareIncident(from.as(from.editor), { title: 'Nothing yet' });
    const bundle = await exportBundle(from.as(from.editor), incident.ref);
    const world = await testWorld();
    const here = await importBundleText(world.as(world.editor), bundle);
    expect(await exportBundle(world.as(world.editor), here.ref)).toBe(bundle);
  });
});

describeOnServer('a bundle on a server', () => {
  test('moves from the embedded database to a server and back byte-equal', async () => {
    await using server = await testServerDatabase();
    const onServer = await testWorld(server.store);
    await expectRoundTrip(await testWorld(), async () => onServer);
    const bundle = await exportBundle(onServer.as(onServer.viewer), 'INC-2');
    const world = await testWorld();
    await importBundleText(world.as(world.editor), bundle);
    expect(await exportBundle(world.as(world.viewer), 'INC-2')).toBe(bundle);
  });
});
