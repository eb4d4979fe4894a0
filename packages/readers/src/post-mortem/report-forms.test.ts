import { expect, it } from 'vitest';
import { readPostMortem } from './read-post-mortem.ts';

const newId = '01920000-0000-7000-8000-000000000000';

function timesIn(content: string, name = 'report.md'): (string | null)[] {
  const report = readPostMortem({ name, content }, () => newId);
  expect(report.words.lost).toEqual([]);
  return report.rows.map((row) => `${row.at?.slice(0, 16)} ${row.text}`);
}

const withTitle = (lines: string): string => `# Down, 2024-03-13\n\n## Timeline\n\n${lines}\n`;

it.each([
  [
    'a column of zones',
    withTitle('| Time | TZ | Event |\n|---|---|---|\n| 14:02 | CET | x |\n| 09:05 | EDT | y |'),
    ['2024-03-13T13:02 x', '2024-03-13T13:05 y'],
  ],
  [
    'a box in a timeline',
    withTitle('- 14:02 x\n- [x] 14:05 y'),
    ['2024-03-13T14:02 x', '2024-03-13T14:05 y'],
  ],
  [
    'an emoji before the time',
    withTitle('- 🔥 14:02 x\n- ✅ 14:05 y'),
    ['2024-03-13T14:02 x', '2024-03-13T14:05 y'],
  ],
  [
    'a block of code',
    withTitle('```\n14:02 <mara> x\n14:05 <jon> y\n```'),
    ['2024-03-13T14:02 <mara> x', '2024-03-13T14:05 <jon> y'],
  ],
  [
    'a date in a list',
    '# Down\n\n- Date: 2024-03-13\n\n## Timeline (UTC)\n\n- 14:02 x\n',
    ['2024-03-13T14:02 x'],
  ],
  [
    'labels and times on the lines of a paragraph',
    '# Down\n\nDetected: 2024-03-13 14:05 UTC\nResolved: 2024-03-13 15:32 UTC\n',
    ['2024-03-13T14:05 Detected', '2024-03-13T15:32 Resolved'],
  ],
  [
    'the only date above the timeline',
    '---\ntitle: Down\ndate: 2024-03-15\nauthors: [m]\n---\n\nOn **March 13th, 2024**, it failed. Posted on 2024-03-14.\n\n## Timeline\n\n- 14:02 x\n',
    ['2024-03-13T14:02 x'],
  ],
  [
    'two dates above the timeline',
    '# Down\n\nOn 2024-03-13 it failed. It had failed on 2024-02-01.\n\n## Timeline\n\n- 14:02 x\n',
    ['undefined x'],
  ],
  [
    'a table of labels and times',
    '# Down\n\n| | |\n|---|---|\n| **Date** | 13 March 2024 |\n| Detected | 14:05 UTC |\n| Resolved | 15:32 UTC |\n',
    ['2024-03-13T14:05 Detected', '2024-03-13T15:32 Resolved'],
  ],
  [
    'times behind their labels',
    '# Down\n\n- **Key events**\n  - First detected 2024-03-13 14:05\n  - Resolved 2024-03-14 00:10\n',
    ['2024-03-13T14:05 First detected', '2024-03-14T00:10 Resolved'],
  ],
  [
    'times since T0',
    '# Down\n\nIt broke at 2024-03-13 14:02 UTC (T0).\n\n## Timeline\n\n- T+0: x\n- T+3m: y\n- T+01:30: z\n',
    ['2024-03-13T14:02 x', '2024-03-13T14:05 y', '2024-03-13T15:32 z'],
  ],
  [
    'days after the first',
    '# Down on 2024-03-13\n\n## Timeline\n\n- 14:02 UTC x\n- +1 day, 09:00: y\n- 10:00 z\n- Day +3 at 9:30 UTC w\n',
    ['2024-03-13T14:02 x', '2024-03-14T09:00 y', '2024-03-14T10:00 z', '2024-03-16T09:30 w'],
  ],
  [
    'dates without a year below the day of writing',
    '# Down\n\nPosted on January 2, 2024\n\n## Timeline\n\n- Dec 30, 2:02 PM UTC - x\n- Jan 1, 9:10 AM UTC - y\n',
    ['2023-12-30T14:02 x', '2024-01-01T09:10 y'],
  ],
  [
    'German',
    '# Vorfall vom 13.03.2024: voll\n\n## Zeitlicher Ablauf (MEZ)\n\n- 14:02 Uhr: x\n- gegen 14:20 Uhr: y\n',
    ['2024-03-13T13:02 x', '2024-03-13T13:20 y'],
  ],
  [
    'French',
    '# Panne du 13 mars 2024\n\n## Chronologie\n\n- 14h02 : x\n- vers 14h20 : y\n',
    ['2024-03-13T14:02 x', '2024-03-13T14:20 y'],
  ],
  [
    'Chinese',
    '# 故障 2024年3月13日\n\n## 时间线\n\n- 下午2:02 x\n- 14时20分 y\n',
    ['2024-03-13T14:02 x', '2024-03-13T14:20 y'],
  ],
])('reads %s', (_, content, expected) => expect(timesIn(content)).toEqual(expected));

it('takes the title of plain text from its first line', () => {
  const text = 'Orders full, 2024-03-13\n\nTimeline\n• 14:02: x\n';
  expect(timesIn(text, 'report.txt')).toEqual(['2024-03-13T14:02 x']);
});

it('uses the machine-readable times of a page', () => {
  const page =
    '<html><body><h1>Down</h1><h2>Timeline</h2><ul><li><time datetime="2024-03-13T14:02:00+01:00">2:02 pm</time> x</li></ul></body></html>';
  expect(timesIn(page, 'report.html')).toEqual(['2024-03-13T13:02 x']);
});

const addTitle = (lines: string): string => `# Down, 2024-03-13\n\n${lines}\n`;

it.each([
  [
    'a label in a list, above its own list',
    '- **Review actions**:\n  - Alert on free space\n  - Write a runbook\n- **Root cause**:\n  - The archive job stood\n',
  ],
  [
    'a label and text in one item',
    '- **Impact**: none for users\n- **Action items:** Alert on free space\n- **Recommended actions** – Write a runbook\n- **Root cause**: The archive job stood\n',
  ],
  [
    'labels in paragraphs',
    '**Actions**\n\n- Alert on free space\n- Write a runbook\n\n**Root cause:** The archive job stood\n',
  ],
  [
    'a checklist below a label',
    '- **Action points**\n  - [ ] Alert on free space\n  - [ ] Write a runbook\n\nRoot causes:\n\n1. The archive job stood\n',
  ],
  [
    'labels deeper in a list',
    '- Review of 14 March\n  - **Next steps**\n    - Alert on free space\n    - Write a runbook\n  - **Contributing factors**\n    - The archive job stood\n',
  ],
])('reads actions and causes below %s', (_, lines) => {
  const content = addTitle(lines);
  const report = readPostMortem({ name: 'report.md', content }, () => newId);
  expect(report.actions.map(({ text }) => text)).toEqual([
    'Alert on free space',
    'Write a runbook',
  ]);
  expect(report.causes.map(({ text }) => text)).toEqual(['The archive job stood']);
  for (const one of [...report.actions, ...report.causes])
    expect(report.text.slice(one.start, one.end)).toBe(one.text);
});

it('reads no action or cause from bold words and other labels', () => {
  const content = addTitle(
    '- **We** took action\n- **Resolution**: restarted\n- **Actions taken**: restarted\n\nThe **root cause** is not known.\n',
  );
  const report = readPostMortem({ name: 'report.md', content }, () => newId);
  expect([report.actions, report.causes]).toEqual([[], []]);
});

it('reads machine-readable times of a table, and days and states of the tasks of Confluence', () => {
  const content = `<h1>Down</h1><h2>Timeline</h2><table><tr><th>Time</th><th>Event</th></tr>
    <tr><td><time datetime="2024-03-13T14:02:00+01:00">2:02 PM</time></td><td>x</td></tr></table>
    <h2>Action items</h2><ul class="inline-task-list">
    <li class="checked" data-inline-task-id="1">Alert on disk <time datetime="2024-03-20">20 Mar</time></li>
    <li data-inline-task-id="2">Runbook</li></ul>`;
  expect(timesIn(content, 'report.html')).toEqual(['2024-03-13T13:02 x']);
  const { actions } = readPostMortem({ name: 'report.html', content }, () => newId);
  expect(actions.map((one) => [one.dueOn, one.isDone])).toEqual([
    ['2024-03-20', true],
    [null, false],
  ]);
});
