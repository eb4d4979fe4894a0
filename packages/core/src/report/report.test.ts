import type { Block, Report, Section } from '@debrief/contract';
import { makeIncident, testWorld } from '@debrief/testkit';
import { describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import { declareIncident } from '../incident/index.ts';
import {
  beginReport,
  readReport,
  removeSection,
  loadReportDocument,
  restoreSection,
  writeSections,
} from './index.ts';

const paragraph = (text: string): Block => ({
  type: 'paragraph',
  content: [{ type: 'text', text }],
});
const toText = (section: Section | undefined) => JSON.stringify(section?.content ?? null);
const findActive = (report: Report, kind: string) =>
  report.document.content.find((one) => one.attrs.kind === kind && !one.attrs.isRemoved);

describe('the report', () => {
  test('is empty at first, and is created once, with the sections of a review and their live blocks', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { ref, id } = await makeIncident(ctx);
    expect(await readReport(ctx, { incident: ref })).toMatchObject({
      isBegun: false,
      document: { content: [] },
      words: 0,
      updatedAt: null,
      can: { write: true },
    });
    expect(await loadReportDocument(ctx, id)).toBeNull();
    const [one, other] = await Promise.all([
      beginReport(ctx, { incident: ref }),
      beginReport(ctx, { incident: ref }),
    ]);
    expect(other.document).toEqual(one.document);
    expect(one.document.content.map((section) => section.attrs.kind).slice(0, 4)).toEqual([
      'summary',
      'event',
      'impact',
      'takeaways',
    ]);
    expect(one.document.content).toHaveLength(18);
    expect(toText(findActive(one, 'timeline'))).toContain('"kind":"timeline"');
    const { items } = await listActivity(ctx, { incidentId: id });
    expect(items.filter((item) => item.kind === 'report.begun')).toHaveLength(1);
  });

  test('is written in sections: appended once per id, filled if empty, and otherwise the old text is kept as removed', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { ref, id } = await makeIncident(ctx);
    const first = await writeSections(ctx, {
      incident: ref,
      sections: [
        { how: 'replace', kind: 'summary', blocks: [paragraph('Search was empty for two days.')] },
      ],
    });
    expect(first.document.content).toHaveLength(18);
    expect(toText(findActive(first, 'summary'))).toContain('Search was empty');
    expect(first.words).toBe(6);
    expect(first.uncited.map((one) => one.text)).toEqual(['Search was empty for two days.']);
    const own = '01935f00-0000-7000-8000-000000000077';
    const append = {
      incident: ref,
      sections: [
        {
          how: 'append' as const,
          id: own,
          kind: 'other' as const,
          title: 'Weather',
          blocks: [paragraph('Rain.')],
        },
      ],
    };
    await writeSections(ctx, append);
    const again = await writeSections(ctx, append);
    expect(again.document.content.filter((section) => section.attrs.id === own)).toHaveLength(1);
    const summary = findActive(again, 'summary');
    const replaced = await writeSections(ctx, {
      incident: ref,
      sections: [{ how: 'replace', kind: 'summary', blocks: [paragraph('Other words.')] }],
    });
    expect(findActive(replaced, 'summary')?.attrs.id).toBe(summary?.attrs.id);
    expect(toText(findActive(replaced, 'summary'))).toContain('Other words');
    const kept = replaced.document.content.filter((section) => section.attrs.isRemoved);
    expect(kept.map(toText).join()).toContain('Search was empty');
    const same = await writeSections(ctx, {
      incident: ref,
      sections: [{ how: 'replace', kind: 'summary', blocks: [paragraph('Other words.')] }],
    });
    expect(same.state).toBe(replaced.state);
    const { items } = await listActivity(ctx, { incidentId: id });
    expect(items.filter((item) => item.kind === 'report.written')).toHaveLength(3);
  });

  test("does not overwrite others' changes: conflict, with the current text", async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { ref } = await makeIncident(ctx);
    const { state } = await beginReport(ctx, { incident: ref });
    const write = (text: string) =>
      writeSections(ctx, {
        incident: ref,
        state,
        sections: [{ how: 'replace', kind: 'event', blocks: [paragraph(text)] }],
      });
    const results = await Promise.allSettled([write('One.'), write('Two.')]);
    const [won] = results.filter((result) => result.status === 'fulfilled');
    const [lost] = results.filter((result) => result.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'conflict', current: { state: won?.value.state } });
    const now = await readReport(ctx, { incident: ref });
    expect(
      ['One.', 'Two.'].filter((text) => toText(findActive(now, 'event')).includes(text)),
    ).toHaveLength(1);
  });

  test('keeps the text of a removed section, and restores it', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { ref, id } = await makeIncident(ctx);
    const written = await writeSections(ctx, {
      incident: ref,
      sections: [
        { how: 'replace', kind: 'risks', blocks: [paragraph('The other index has it too.')] },
      ],
    });
    const section = findActive(written, 'risks');
    const removed = await removeSection(ctx, { incident: ref, id: section?.attrs.id ?? '' });
    expect(
      removed.document.content.find((one) => one.attrs.id === section?.attrs.id),
    ).toMatchObject({ attrs: { isRemoved: true }, content: section?.content });
    expect(removed.words).toBe(0);
    await removeSection(ctx, { incident: ref, id: section?.attrs.id ?? '' });
    const restored = await restoreSection(ctx, { incident: ref, id: section?.attrs.id ?? '' });
    expect(findActive(restored, 'risks')).toEqual(section);
    const { items } = await listActivity(ctx, { incidentId: id });
    expect(
      items.map((item) => item.kind).filter((kind) => kind.startsWith('report.section')),
    ).toEqual(['report.section-restored', 'report.section-removed']);
    await expect(
      removeSection(ctx, { incident: ref, id: '01935f00-0000-7000-8000-00000000dead' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is read by readers, written by editors, and does not exist for outsiders', async () => {
    const world = await testWorld();
    const { ref } = await declareIncident(world.as(world.editor), {
      title: 'Secret',
      visibility: 'private',
    });
    await beginReport(world.as(world.editor), { incident: ref });
    const open = await makeIncident(world.as(world.editor));
    await beginReport(world.as(world.editor), { incident: open.ref });
    expect(await readReport(world.as(world.viewer), { incident: open.ref })).toMatchObject({
      isBegun: true,
      can: { write: false, publish: false },
    });
    const sections = [{ how: 'append' as const, kind: 'other' as const, blocks: [] }];
    for (const actor of [world.viewer, await world.key(['read'])])
      await expect(
        writeSections(world.as(actor), { incident: open.ref, sections }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    for (const act of [readReport, beginReport])
      await expect(act(world.as(world.outsider), { incident: ref })).rejects.toMatchObject({
        code: 'not-found',
      });
    await expect(
      writeSections(world.as(world.outsider), { incident: ref, sections }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      readReport(world.as(world.anonymous), { incident: open.ref }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('compacts many changes into its state without losing one', async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    const { ref, id } = await makeIncident(ctx);
    for (let index = 0; index < 205; index += 1)
      await writeSections(ctx, {
        incident: ref,
        sections: [
          {
            how: 'append',
            kind: 'other',
            title: `Part ${index}`,
            blocks: [paragraph(`Words ${index}.`)],
          },
        ],
      });
    const rows = await ctx.db
      .selectFrom('report_update')
      .select('seq')
      .where('incident_id', '=', id)
      .execute();
    expect(rows.length).toBeLessThan(10);
    expect((await readReport(ctx, { incident: ref })).document.content).toHaveLength(18 + 205);
  });
});
