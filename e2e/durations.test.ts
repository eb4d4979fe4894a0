import type { Duration, MilestoneKind, Precision } from '@debrief/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownerSignIn } from '@debrief/testkit/browser';
import { durationText } from '../packages/rules/src/time/index.ts';
import { durationCell } from '../apps/cli/src/commands/milestones.ts';
import { lengthText } from '../apps/web/src/rooms/incident/milestones/words.ts';
import { durationStateText } from '../packages/render/src/report/words.ts';
import { listFigures } from '../packages/core/src/story/suggested-evidence.ts';
import { createPersonClient } from './person-client.ts';
import { standingDesk } from './desk.ts';

const desk = standingDesk();

/**
 * From detection: values that were rounded, truncated or cut to one unit before there was one rule.
 */
const milestones: [kind: MilestoneKind, at: string, precision: Precision][] = [
  ['impact-started', '2022-12-05T15:30:16.400Z', 'exact'],
  ['detected', '2022-12-06T14:30:15.655Z', 'exact'],
  ['declared', '2022-12-06T14:30:57.655Z', 'exact'],
  ['acknowledged', '2022-12-06T14:37:14.654Z', 'exact'],
  ['mitigated', '2022-12-06T16:37:14.000Z', 'about'],
  ['resolved', '2022-12-08T03:00:00.000Z', 'minute'],
];
const expected = {
  'to detect': '22 h 59 min',
  'to declare': '42 s',
  'to acknowledge': '6 min 58 s',
  'to mitigate': 'about 2 h 6 min',
  'to resolve': '1 d 12 h',
  'of impact': 'about 1 d 1 h',
  'in all': '2 d 11 h',
};

const block = {
  id: '0193a5c0-0000-7000-8000-000000000001',
  from: null,
  until: null,
  ids: [],
};

test('the desk, the draft, the published version, the command line and a story show the same durations', async () => {
  const { client } = desk().debrief;
  const { ref: incident } = await client.incident.declare({ title: 'Search was empty' });
  for (const [kind, at, precision] of milestones)
    await client.incident.setMilestone({ incident, kind, at, precision });
  const { state } = await client.report.write({
    incident,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'Search was empty.' }] }],
      },
      {
        how: 'replace',
        kind: 'timeline',
        blocks: [{ type: 'live', attrs: { ...block, kind: 'milestones' } }],
      },
    ],
  });
  await client.report.publish({ incident, state, title: 'Search was empty', summary: '' });
  const page = await desk().page();
  const texts = Object.values(expected);

  await page.goto(`/incidents/${incident}?pane=timeline`);
  const strip = page.getByRole('region', { name: 'Milestones' });
  for (const [what, text] of Object.entries(expected))
    await strip.getByText(`${text} ${what}`, { exact: true }).waitFor();

  await page.goto(`/incidents/${incident}/report`);
  const draft = page.getByText(/impact started → detected/).first();
  const drafted = (await draft.textContent()) ?? '';
  expect(drafted.split(' · ').map((one) => one.split(': ')[1])).toEqual(texts);

  await page.goto(`/reviews/${incident}`);
  const table = page.locator('table', { hasText: 'How long' }).first();
  expect(
    (await table.locator('tbody td:last-child').allTextContents()).map((one) => one.trim()),
  ).toEqual(texts);

  const found = await client.incident.milestones({ incident });
  expect(found.durations.map(durationCell)).toEqual(texts);
  const owner = await createPersonClient(desk().debrief.origin, ownerSignIn);
  const { figures } = await owner.story.suggestedEvidence({ incident });
  expect(figures.map((one) => one.text)).toEqual(texts);
});

test('every text of a duration is the same, whatever its length and precision', () => {
  const duration = fc.record({
    ms: fc.oneof(fc.nat({ max: 10_000_000 }), fc.nat({ max: 2_000_000_000 })),
    precision: fc.constantFrom<Precision>('exact', 'minute', 'about', 'unknown'),
  });
  fc.assert(
    fc.property(duration, ({ ms, precision }) => {
      const one: Duration = {
        name: 'to-mitigate',
        from: 'detected',
        to: 'mitigated',
        status: 'value',
        ms,
        precision,
      };
      const text = durationText(ms, precision);
      expect(lengthText(one)).toBe(`${text} to mitigate`);
      expect([durationCell(one), durationStateText(one)]).toEqual([text, text]);
      expect(
        listFigures({
          milestones: [],
          durations: [one],
          phases: [],
          deadlines: [],
          can: { change: false },
        }),
      ).toMatchObject([{ text }]);
    }),
  );
});
