import type { Inline } from '@debrief/contract';
import { pdfFile, pdfDefinition } from '@debrief/render/report';
import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  testWorld,
  type World,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { listActivity } from '../../activity/index.ts';
import { exportIncident } from '../../bundle/index.ts';
import type { Context } from '../../context.ts';
import {
  includeStream,
  excludeStream,
  listSources,
  readRecord,
  makeIncidentPrivate,
} from '../../evidence/index.ts';
import { addMember } from '../../incident/index.ts';
import { addFinding, removeFinding } from '../../investigation/index.ts';
import { readReport, writeSections } from '../index.ts';
import {
  askQuestion,
  exportVersion,
  getVersion,
  listVersions,
  openVersion,
  publishVersion,
  readReadiness,
  sayLearned,
  unpublishVersion,
} from './index.ts';
import {
  text,
  paragraph,
  cite,
  findAccountId,
  write,
  publishText,
  withoutStyle,
  readArticle,
} from '../testing/versions.ts';

describe('publishing', () => {
  test('freezes the report, numbered, with live data and without empty sections', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { incident, items } = await makeRecord(ctx, ['it is the alias', 'mended']);
    const event = await makeEvent(ctx, incident, items.slice(0, 1), { title: 'Alias found' });
    const first = await publishText(
      ctx,
      incident.ref,
      paragraph(text('Search was empty.'), cite('event', event.id)),
    );
    expect(first).toMatchObject({
      number: 1,
      title: incident.title,
      summary: 'First',
      isNewest: true,
      path: `/reviews/${incident.ref}/1`,
    });
    const article = await readArticle(ctx, incident.ref);
    expect(article.content.document.content.map((section) => section.attrs.kind)).toEqual([
      'summary',
      'timeline',
      'people',
    ]);
    expect(article.notes[0]).toMatchObject({
      number: 1,
      target: { label: 'Alias found' },
      sources: [{ state: 'shown', quote: 'it is the alias' }],
    });
    expect(JSON.stringify(article.content)).not.toContain('it is the alias');
    await makeEvent(ctx, incident, items.slice(1), { title: 'Mended later' });
    expect(JSON.stringify((await readArticle(ctx, incident.ref)).content)).not.toContain(
      'Mended later',
    );
    const second = await publishVersion(ctx, {
      incident: incident.ref,
      state: (await readReadiness(ctx, { incident: incident.ref })).state,
      title: 'Aliases',
    });
    expect(second.number).toBe(2);
    expect(
      (await listVersions(ctx, { incident: incident.ref })).items.map((one) => [
        one.number,
        one.isNewest,
      ]),
    ).toEqual([
      [2, true],
      [1, false],
    ]);
    const { items: activity } = await listActivity(ctx, { incidentId: incident.id });
    expect(activity.filter((one) => one.kind === 'version.published')).toHaveLength(2);
  });

  test('refuses a changed draft, an empty one, and one that cites deleted things, with the section', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    const old = (await readReport(ctx, { incident: incident.ref })).state;
    const state = await write(ctx, incident.ref);
    await expect(
      publishVersion(ctx, { incident: incident.ref, state: `${old}x` }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(publishVersion(ctx, { incident: incident.ref, state })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('The report is empty'),
    });
    const added = await addFinding(ctx, {
      type: 'factor',
      incident: incident.ref,
      statement: 'No check',
      at: '2026-01-01T10:00:00Z',
    });
    const id = added.findings[0]?.id ?? '';
    const cited = await write(
      ctx,
      incident.ref,
      paragraph(text('It had no check.'), cite('finding', id)),
    );
    await removeFinding(ctx, { id, version: 1 });
    expect(await readReadiness(ctx, { incident: incident.ref })).toMatchObject({
      gone: [{ section: 'Summary' }],
      isEmpty: false,
      can: { publish: true },
    });
    await expect(
      publishVersion(ctx, { incident: incident.ref, state: cited }),
    ).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Summary'),
    });
    expect((await listVersions(ctx, { incident: incident.ref })).items).toEqual([]);
  });

  test('creates two numbers for two at once; refuses a reader, and an outsider finds nothing', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    const state = await write(ctx, incident.ref, paragraph(text('Words.')));
    const both = await Promise.all([
      publishVersion(ctx, { incident: incident.ref, state }),
      publishVersion(ctx, { incident: incident.ref, state }),
    ]);
    expect(both.map((one) => one.number).toSorted((a, b) => a - b)).toEqual([1, 2]);
    await expect(
      publishVersion(world.as(world.viewer), { incident: incident.ref, state }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
    await expect(
      getVersion(world.as(world.admin), { incident: incident.ref, number: 1 }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a published version cannot be changed or deleted, not even in SQL; unpublishing needs a reason and keeps the number', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    await publishText(ctx, incident.ref, paragraph(text('Words.')));
    for (const statement of [
      `update published_version set content = '{}'`,
      `update published_version set title = 'x'`,
      `update published_version set readers = '{}' , number = 7`,
      `update published_version set visibility = 'restricted'`,
      'delete from published_version',
    ])
      await expect(sql.raw(statement).execute(world.store.db)).rejects.toThrow(/version/i);
    await expect(
      unpublishVersion(ctx, { incident: incident.ref, number: 1, reason: ' ' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const gone = await unpublishVersion(ctx, {
      incident: incident.ref,
      number: 1,
      reason: 'A name slipped in',
    });
    expect(gone.unpublished).toMatchObject({ reason: 'A name slipped in' });
    await expect(
      sql
        .raw(
          `update published_version set unpublished_at = null, unpublished_by = null, unpublish_reason = null`,
        )
        .execute(world.store.db),
    ).rejects.toThrow(/version/i);
    await expect(
      unpublishVersion(ctx, { incident: incident.ref, number: 1, reason: 'again' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      exportVersion(ctx, { incident: incident.ref, number: 1, format: 'html' }, null),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await openVersion(ctx, { incident: incident.ref, number: 1 })).toMatchObject({
      state: 'unpublished',
    });
    expect((await listVersions(world.as(world.viewer), { incident: incident.ref })).items).toEqual(
      [],
    );
    expect(
      await publishText(ctx, incident.ref, paragraph(text('Without the name.'))),
    ).toMatchObject({
      number: 2,
    });
  });
});

describe('a restricted version', () => {
  test('is readable only by its publisher and its named readers: for an admin it does not exist', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx);
    const state = await write(ctx, incident.ref, paragraph(text('Zephyrium.')));
    const version = await publishVersion(ctx, {
      incident: incident.ref,
      state,
      title: 'Zephyrium',
      visibility: 'restricted',
      readers: [findAccountId(world, 'viewer')],
    });
    const read = (who: 'viewer' | 'admin' | 'editor') =>
      exportVersion(world.as(world[who]), { incident: incident.ref, format: 'markdown' }, null);
    expect(String((await read('viewer')).body)).toContain('Zephyrium');
    expect(String((await read('editor')).body)).toContain('Zephyrium');
    const owner = world.as(world.admin);
    const readMessage = (number: number) =>
      getVersion(owner, { incident: incident.ref, number }).then(
        () => '',
        (error: Error) => error.message,
      );
    const missing = await readMessage(7);
    expect(missing).toContain('7');
    expect(await readMessage(1)).toBe(missing.replace('7', '1'));
    expect((await listVersions(owner, { incident: incident.ref })).items).toEqual([]);
    await expect(
      unpublishVersion(owner, { incident: incident.ref, number: 1, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      askQuestion(owner, { incident: incident.ref, number: 1, sectionId: version.id, text: 'x' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(JSON.stringify(await listActivity(owner, { incidentId: incident.id }))).not.toContain(
      'Zephyrium',
    );
    const exportBundleAs = async (who: 'viewer' | 'admin') => {
      const file = await exportIncident(world.as(world[who]), {
        incident: incident.ref,
        format: 'bundle',
      });
      let text = '';
      for await (const chunk of file.chunks) text += chunk;
      return text;
    };
    expect(await exportBundleAs('viewer')).toContain('"type":"published-version"');
    expect(await exportBundleAs('admin')).not.toMatch(
      /"type":"published-version"|"title":"Zephyrium"/,
    );
    await expect(
      publishVersion(ctx, {
        incident: incident.ref,
        state,
        visibility: 'restricted',
        readers: [incident.id],
      }),
    ).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('evidence hidden from a reader', () => {
  const secret = 'the zephyrium keys';

  /**
   * Cited by an open incident that no longer contains it; contained in a private one, of which the
   * editor and the reader are members.
   */
  async function citedButClosed(world: World) {
    const ctx = world.as(world.editor);
    const { incident, items } = await makeRecord(ctx, [`${secret} were copied`, 'rotated']);
    const state = await write(
      ctx,
      incident.ref,
      paragraph(
        text('Keys were copied.'),
        cite('evidence', items[0]?.id ?? '', 4, 18),
        text(' Rotated.'),
        cite('evidence', items[1]?.id ?? ''),
      ),
    );
    await publishVersion(ctx, { incident: incident.ref, state });
    const [stream] = (await listSources(ctx, { incident: incident.ref })).items;
    const other = await makeIncident(ctx, { title: 'Breach' });
    await includeStream(ctx, { incident: other.ref, streamId: stream?.streamId ?? '' });
    await excludeStream(ctx, { incident: incident.ref, streamId: stream?.streamId ?? '' });
    await makeIncidentPrivate(ctx, { incident: other.ref, version: other.version });
    await addMember(ctx, { incident: other.ref, accountId: findAccountId(world, 'viewer') });
    return incident;
  }

  async function outputs(ctx: Context, ref: string): Promise<string[]> {
    const article = await readArticle(ctx, ref);
    const file = async (format: 'html' | 'markdown') =>
      withoutStyle(String((await exportVersion(ctx, { incident: ref, format }, null)).body));
    return [
      JSON.stringify(article.notes),
      await file('html'),
      await file('markdown'),
      JSON.stringify(await pdfDefinition(article, null)),
    ];
  }

  test('is "restricted evidence" and nothing else in every output; others read the words', async () => {
    const world = await testWorld();
    const incident = await citedButClosed(world);
    for (const who of ['editor', 'viewer'] as const)
      for (const output of await outputs(world.as(world[who]), incident.ref))
        expect(output).toContain('zephyrium keys');
    for (const who of ['admin', 'outsider'] as const) {
      const [notes, ...files] = await outputs(world.as(world[who]), incident.ref);
      expect(JSON.parse(notes ?? '')).toEqual(
        [1, 2].map((number) => ({ number, target: null, sources: [{ state: 'restricted' }] })),
      );
      for (const file of files) {
        expect(file).toContain('Restricted evidence');
        expect(file).not.toMatch(/zephyrium|rotated|record\.jsonl/);
      }
    }
  });

  test('that was deleted at its source says so, without the words', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { incident, items } = await makeRecord(ctx, ['never mind this']);
    await publishText(
      ctx,
      incident.ref,
      paragraph(text('Somebody wrote.'), cite('evidence', items[0]?.id ?? '')),
    );
    await sql`insert into evidence (id, item_id, import_id, stream_id, key, revision, revises, change, kind, occurred_at, recorded_at, precision, is_bot, text, details, marks, payload, payload_encoding, content_hash)
      select gen_random_uuid(), item_id, import_id, stream_id, key, 2, id, 'deleted', kind, occurred_at, recorded_at, precision, is_bot, '', details, marks, '', payload_encoding, 'x' from evidence`.execute(
      world.store.db,
    );
    const html = withoutStyle(
      String((await exportVersion(ctx, { incident: incident.ref, format: 'html' }, null)).body),
    );
    expect(html).toContain('Deleted at its source after it was cited');
    expect(html).not.toContain('never mind this');
  });
});

describe('hostile text', () => {
  const hostile =
    '<script>alert(1)</script><img src=x onerror=alert(2)> ]( javascript:alert(3) ) ![x](http://evil) [^1]: | `` & " \' \u202E';

  test('stays text in markup, Markdown and PDF; links lead only to safe targets', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const incident = await makeIncident(ctx, { title: hostile });
    await importFile(ctx, incident, {
      text: messages([hostile], { author: hostile.slice(0, 80) }),
    });
    const { items } = await readRecord(ctx, incident.ref, {});
    await makeEvent(ctx, incident, items, { title: hostile, text: hostile });
    await addFinding(ctx, {
      type: 'factor',
      incident: incident.ref,
      statement: hostile,
      at: '2026-01-01T10:00:00Z',
    });
    const link = (href: string): Inline => ({
      type: 'text',
      text: 'here',
      marks: [{ type: 'link', attrs: { href } }],
    });
    await writeSections(ctx, {
      incident: incident.ref,
      sections: [
        {
          how: 'append',
          kind: 'other',
          title: hostile,
          blocks: [{ type: 'codeBlock', content: [{ type: 'text', text: `\`\`\`\n${hostile}` }] }],
        },
      ],
    });
    await publishText(
      ctx,
      incident.ref,
      paragraph(
        text(hostile),
        cite('evidence', items[0]?.id ?? ''),
        link('https://example.org/?a="b"&c=<d>'),
      ),
      {
        type: 'blockquote',
        content: [paragraph({ type: 'text', text: hostile, marks: [{ type: 'code' }] })],
      },
    );
    await sayLearned(ctx, { incident: incident.ref, number: 1, line: hostile });
    const html = withoutStyle(
      String((await exportVersion(ctx, { incident: incident.ref, format: 'html' }, null)).body),
    );
    expect(html).not.toMatch(/<script|<img|javascript:alert\(3\)"|onerror=alert\(2\)>(?!&)/i);
    expect(
      [...html.matchAll(/<a [^>]*href="([^"]*)"/g)]
        .map(([, href]) => href)
        .filter((href) => !/^(#|https:\/\/example)/.test(href ?? '')),
    ).toEqual([]);
    const { micromark } = await import('micromark');
    const { gfm, gfmHtml } = await import('micromark-extension-gfm');
    const markdown = String(
      (await exportVersion(ctx, { incident: incident.ref, format: 'markdown' }, null)).body,
    );
    const rendered = micromark(markdown, {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
    expect(rendered).not.toMatch(/<script|<img|href="javascript|href="http:\/\/evil/i);
    const pdf = await pdfFile(await readArticle(ctx, incident.ref), null);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).not.toMatch(/\/JavaScript|\/Launch|\/EmbeddedFile/);
  });
});
