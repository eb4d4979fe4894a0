import type { Incident, Suggestion } from '@debrief/contract';
import {
  importReportText,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { getEvidence, readRecord, makeIncidentPrivate } from '../../evidence/index.ts';
import { listFollowUps } from '../../follow-up/index.ts';
import { listInvestigation } from '../../investigation/index.ts';
import { listTimeline, removeEvent } from '../../timeline/index.ts';
import {
  acceptSuggestions,
  dismissSuggestions,
  listSuggestions,
  readReport,
  reopenSuggestions,
} from '../index.ts';

const text = `# 2026-03-02 Search was empty

Nothing was found for an hour.

## Timeline (UTC)

- 10:05 the alias was **rebuilt**
- 10:40 somebody asked
- later it worked

## Contributing factors

- Nothing checks the alias

## Action items

- [x] Check the alias before it goes live (@bo) [#12](https://github.com/a/b/issues/12)
- [ ] Write it up
`;

let world: World;
let ctx: Context;
let incident: Incident;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
});

async function all(): Promise<Suggestion[]> {
  return (await listSuggestions(ctx, { incident: incident.ref })).items;
}
const listIds = (suggestions: Suggestion[]): string[] => suggestions.map((one) => one.id);

describe('importing a report', () => {
  test('creates evidence, sections of the draft, and suggestions that quote it', async () => {
    const imported = await importReportText(ctx, incident, text);
    expect(imported).toMatchObject({
      isDuplicate: false,
      sections: 4,
      suggestions: 5,
      preview: { format: 'markdown', title: '2026-03-02 Search was empty' },
    });
    const { items } = await readRecord(ctx, incident.ref, {});
    expect(items).toMatchObject([{ id: imported.evidenceId, kind: 'document', text }]);
    const report = await readReport(ctx, { incident: incident.ref });
    const last = report.document.content.slice(-4);
    expect(
      last.map((section) => [section.attrs.kind, section.content[0].content?.[0]?.text]),
    ).toEqual([
      ['summary', '2026-03-02 Search was empty'],
      ['timeline', 'Timeline (UTC)'],
      ['contributors', 'Contributing factors'],
      ['follow-ups', 'Action items'],
    ]);
    expect((await all()).map((one) => [one.content.kind, one.quote, one.state])).toEqual([
      ['event', '10:05 the alias was **rebuilt', 'open'],
      ['event', '10:40 somebody asked', 'open'],
      ['factor', 'Nothing checks the alias', 'open'],
      ['follow-up', 'Check the alias before it goes live (@bo) [#12', 'open'],
      ['follow-up', 'Write it up', 'open'],
    ]);
    const kinds = (await listActivity(ctx, { incidentId: incident.id })).items.map(
      (one) => one.kind,
    );
    expect(kinds).toEqual(expect.arrayContaining(['import.ended', 'report.imported']));
  });

  test('twice adds nothing twice, also after everything was decided', async () => {
    await importReportText(ctx, incident, text);
    const before = await readReport(ctx, { incident: incident.ref });
    const suggestions = await all();
    await dismissSuggestions(ctx, { incident: incident.ref, ids: listIds(suggestions) });
    world.clock.advance(3_600_000);
    expect(await importReportText(ctx, incident, text)).toMatchObject({
      isDuplicate: true,
      sections: 0,
      suggestions: 0,
    });
    expect((await readReport(ctx, { incident: incident.ref })).document).toEqual(before.document);
    expect(await all()).toHaveLength(5);
    expect((await readRecord(ctx, incident.ref, {})).items).toHaveLength(1);
  });

  test('converts a page to its visible text, which the quotes match', async () => {
    const imported = await importReportText(
      ctx,
      incident,
      '<h1>2026-03-02</h1><h2>Timeline</h2><ul><li>10:05 UTC <b>down</b><script>x()</script></li></ul>',
      'report.html',
    );
    const { evidence } = await getEvidence(ctx, {
      incident: incident.ref,
      id: imported.evidenceId,
    });
    expect(evidence.text).not.toMatch(/[<>]|x\(\)/);
    expect((await all()).map((one) => one.quote)).toEqual(['10:05 UTC down']);
  });

  test('an ordinary import of a document is also one item', async () => {
    const summary = await importFile(ctx, incident, {
      name: '2026-03-02-notes.md',
      text: '# Notes\n\n- 10:05 one\n',
    });
    expect(summary).toMatchObject({ format: 'document', read: 1, imported: 1, state: 'done' });
    expect((await readRecord(ctx, incident.ref, {})).items).toMatchObject([
      { kind: 'document', occurredAt: '2026-03-02T00:00:00.000Z', precision: 'about' },
    ]);
  });

  test('explains an invalid file', async () => {
    await expect(importReportText(ctx, incident, '')).rejects.toMatchObject({ code: 'bad-file' });
    await expect(
      importReportText(ctx, incident, Buffer.from([1, 0, 2, 0, 3])),
    ).rejects.toMatchObject({
      code: 'bad-file',
    });
    await expect(importReportText(ctx, incident, 'a '.repeat(1_100_000))).rejects.toMatchObject({
      code: 'too-large',
    });
    expect((await readRecord(ctx, incident.ref, {})).items).toEqual([]);
  });

  test('refuses a reader, and an outsider finds nothing', async () => {
    await importReportText(ctx, incident, text);
    const [first] = await all();
    await expect(importReportText(world.as(world.viewer), incident, text)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      acceptSuggestions(world.as(world.viewer), {
        incident: incident.ref,
        suggestions: [{ id: first?.id ?? '' }],
      }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
    for (const attempt of [
      () => listSuggestions(world.as(world.viewer), { incident: incident.ref }),
      () => importReportText(world.as(world.viewer), incident, text),
      () =>
        dismissSuggestions(world.as(world.viewer), {
          incident: incident.ref,
          ids: [first?.id ?? ''],
        }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('suggestions', () => {
  beforeEach(async () => {
    await importReportText(ctx, incident, text);
  });

  test('become events, factors and follow-ups that cite the quoted words', async () => {
    const suggestions = await all();
    const { items } = await acceptSuggestions(ctx, {
      incident: incident.ref,
      suggestions: suggestions.map(({ id }) => ({ id })),
    });
    expect(items.every((one) => one.state === 'accepted' && one.madeId !== null)).toBe(true);
    const { events } = await listTimeline(ctx, { incident: incident.ref });
    expect(
      events.map((event) => [event.at, event.title, event.citations[0]?.quote, event.precision]),
    ).toEqual([
      [
        '2026-03-02T10:05:00.000Z',
        'the alias was rebuilt',
        '10:05 the alias was **rebuilt',
        'minute',
      ],
      ['2026-03-02T10:40:00.000Z', 'somebody asked', '10:40 somebody asked', 'minute'],
    ]);
    const { findings } = await listInvestigation(ctx, { incident: incident.ref });
    expect(findings).toMatchObject([
      {
        type: 'factor',
        kind: 'contributor',
        statement: 'Nothing checks the alias',
        citations: [{ quote: 'Nothing checks the alias' }],
      },
    ]);
    const followUps = (await listFollowUps(ctx, { incident: incident.ref })).items;
    expect(followUps.map((one) => [one.owner?.name ?? null, one.state, one.trackerUrl])).toEqual(
      expect.arrayContaining([
        ['bo', 'done', 'https://github.com/a/b/issues/12'],
        [null, 'open', null],
      ]),
    );
  });

  test('take a better time when accepted, and refuse an event without one', async () => {
    const undated = await importReportText(
      ctx,
      incident,
      '## Timeline\n\n- 10:05 a deploy\n',
      'undated.md',
    );
    const suggestion = (await all()).find((one) => one.evidenceId === undated.evidenceId);
    const id = suggestion?.id ?? '';
    await expect(
      acceptSuggestions(ctx, { incident: incident.ref, suggestions: [{ id }] }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await acceptSuggestions(ctx, {
      incident: incident.ref,
      suggestions: [{ id, at: '2026-03-02T10:05:00Z', precision: 'about' }],
    });
    expect((await listTimeline(ctx, { incident: incident.ref })).events).toMatchObject([
      { at: '2026-03-02T10:05:00.000Z', precision: 'about' },
    ]);
  });

  test('are accepted all or none', async () => {
    const [one, two] = await all();
    await dismissSuggestions(ctx, { incident: incident.ref, ids: [two?.id ?? ''] });
    await expect(
      acceptSuggestions(ctx, {
        incident: incident.ref,
        suggestions: [{ id: one?.id ?? '' }, { id: two?.id ?? '' }],
      }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await all())[0]?.state).toBe('open');
    expect((await listTimeline(ctx, { incident: incident.ref })).events).toEqual([]);
  });

  test('are reopened, and their items removed, also if someone already removed one', async () => {
    const suggestions = await all();
    const ids = listIds(suggestions);
    await acceptSuggestions(ctx, {
      incident: incident.ref,
      suggestions: ids.map((id) => ({ id })),
    });
    const [event] = (await listTimeline(ctx, { incident: incident.ref })).events;
    await removeEvent(ctx, { id: event?.id ?? '', version: event?.version ?? 0 });
    const { items } = await reopenSuggestions(ctx, { incident: incident.ref, ids });
    expect(items.every((one) => one.state === 'open' && one.madeId === null)).toBe(true);
    expect((await listTimeline(ctx, { incident: incident.ref })).events).toEqual([]);
    expect((await listInvestigation(ctx, { incident: incident.ref })).findings).toEqual([]);
    expect((await listFollowUps(ctx, { incident: incident.ref })).items).toEqual([]);
  });

  test('of another incident are not found', async () => {
    const other = await makeIncident(ctx);
    const [first] = await all();
    await expect(
      acceptSuggestions(ctx, { incident: other.ref, suggestions: [{ id: first?.id ?? '' }] }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
