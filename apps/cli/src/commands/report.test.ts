import type { Block, Report, Section } from '@debrief/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const blocks: Block[] = [
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'Search was \u001b[2Jempty', marks: [{ type: 'bold' }] },
      {
        type: 'cite',
        attrs: { target: 'event', targetId: anId, quoteStart: null, quoteEnd: null },
      },
    ],
  },
  {
    type: 'bulletList',
    content: [
      {
        type: 'listItem',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'for two days' }] }],
      },
    ],
  },
  { type: 'live', attrs: { id: anId, kind: 'timeline', from: null, until: null, ids: null } },
];
const section = (isRemoved: boolean): Section => ({
  type: 'section',
  attrs: {
    id: isRemoved ? '01935f00-0000-7000-8000-00000000000a' : anId,
    kind: 'summary',
    isRemoved,
  },
  content: [
    { type: 'sectionTitle', content: [{ type: 'text', text: isRemoved ? 'Gone' : 'Summary' }] },
    ...blocks,
  ],
});
const report: Report = {
  incidentId: anId,
  isBegun: true,
  document: { type: 'doc', content: [section(false), section(true)] },
  uncited: [{ sectionId: anId, block: 0, start: 0, end: 5, text: 'It failed twice.' }],
  words: 6,
  state: 'v1',
  updatedAt: null,
  can: { write: true, publish: true },
};
const door = () => createFakeApi({ 'report.read': () => report, 'report.write': () => report });

test('debrief report show prints active sections as safe text, and everything as JSON', async () => {
  const { out } = await fakeWorld({ door: door() }).run('report', 'show', 'INC-2');
  expect(out).toBe(
    '## Summary\n\n**Search was ␛[2Jempty**[event]\n\n- for two days\n\n[timeline, as it is now]\n',
  );
  expect(
    parseOutput(await fakeWorld({ door: door() }).run('report', 'show', 'INC-2', '--json')),
  ).toEqual(report);
});

test('debrief report uncited lists sentences with their section', async () => {
  expect((await fakeWorld({ door: door() }).run('report', 'uncited', 'INC-2')).out).toContain(
    'Summary  It failed twice.',
  );
});

test('debrief report write sends the sections of a file, and reports an invalid one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-report-'));
  try {
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    await writeFile(good, JSON.stringify([{ how: 'replace', kind: 'summary', blocks }]));
    await writeFile(
      bad,
      JSON.stringify({ sections: [{ how: 'replace', kind: 'weather', blocks: [] }] }),
    );
    const through = door();
    const ran = await fakeWorld({ door: through }).run('report', 'write', 'INC-2', good);
    expect(ran.out).toContain('1 section, 6 words');
    expect(through.calls[0]).toMatchObject({
      route: 'report.write',
      input: { incident: 'INC-2', sections: [{ kind: 'summary', blocks }] },
    });
    expect(await fakeWorld({ door: door() }).run('report', 'write', 'INC-2', bad)).toMatchObject({
      code: 65,
      err: expect.stringContaining('sections.0.kind') as unknown,
    });
    expect(
      (await fakeWorld({ door: door() }).run('report', 'write', 'INC-2', join(folder, 'none.json')))
        .err,
    ).toContain("Can't read");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
