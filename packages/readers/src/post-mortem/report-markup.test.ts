import { describe, expect, it } from 'vitest';
import { readPostMortem, type ReadPostMortem } from './read-post-mortem.ts';

function read(name: string, content: string): ReadPostMortem {
  let count = 0;
  return readPostMortem({ name, content }, () => `s${(count += 1)}`);
}
const listRows = ({ rows }: ReadPostMortem) =>
  rows.map(({ at, text }) => `${at?.slice(0, 16) ?? '-'} ${text}`);
const listActions = ({ actions }: ReadPostMortem) =>
  actions.map(({ text, isDone }) => `${isDone ?? '-'} ${text}`);

const rows = [
  '2024-03-13T14:02 disk full',
  '2024-03-13T14:30 fixed',
  '2024-03-13T15:02 all good',
  '2024-03-13T15:30 closed',
];

describe('reports in wiki markup', () => {
  it.each([
    [
      'MediaWiki',
      'Outage.wiki',
      `= Outage 2024-03-13 =\n\n== Summary ==\nThe '''disk''', see [https://x.example/1 task] and [[Runbook|a runbook]].\n\n== Timeline ==\n* '''14:02''' disk full\n* 14:30 fixed\n\n{| class="wikitable"\n! Time !! Event\n|-\n| 15:02 || all good\n|-\n| 15:30\n| closed\n|}\n\n== Actionables ==\n* {{done}} raise limit\n* add alert\n\n== Conclusions ==\n; Root cause\n: Disk full.\n`,
      ['true done raise limit', '- add alert'],
    ],
    [
      'Jira',
      'report.txt',
      `h1. Outage 2024-03-13\n\nh2. Summary\nThe *disk*, see [task|https://x.example/1] and a runbook.\n\nh2. Timeline\n* 14:02 disk full\n* 14:30 fixed\n\n||Time||Event||\n|15:02|all good|\n|15:30|closed|\n\nh2. Action items\n* (/) done raise limit\n* add alert\n\nh2. Root cause\nDisk full.\n`,
      ['true done raise limit', '- add alert'],
    ],
    [
      'AsciiDoc',
      'report.adoc',
      `= Outage 2024-03-13\n:toc:\n\n== Summary\nThe *disk*, see https://x.example/1[task] and <<runbook,a runbook>>.\n\n== Timeline\n* 14:02 disk full\n* 14:30 fixed\n\n[cols="1,2"]\n|===\n|Time |Event\n\n|15:02 |all good\n|15:30\n|closed\n|===\n\n== Action items\n* [x] done raise limit\n* [ ] add alert\n\n== Conclusions\nRoot cause:: Disk full.\n`,
      ['true done raise limit', 'false add alert'],
    ],
    [
      'Org',
      'report.org',
      `#+TITLE: Outage 2024-03-13\n\n* Summary\nThe *disk*, see [[https://x.example/1][task]] and a runbook.\n\n* Timeline\n- 14:02 disk full\n- 14:30 fixed\n\n| Time  | Event    |\n|-------+----------|\n| 15:02 | all good |\n| 15:30 | closed   |\n\n* Action items\n** DONE done raise limit\n- [ ] add alert\n\n* Conclusions\n- Root cause :: Disk full.\n`,
      ['true done raise limit', 'false add alert'],
    ],
  ])('reads %s', (_, name, content, actions) => {
    const report = read(name, content);
    expect(report.title).toBe('Outage 2024-03-13');
    expect(report.words.lost).toEqual([]);
    expect(listRows(report)).toEqual(rows);
    expect(listActions(report)).toEqual(actions);
    expect(report.causes.map(({ text }) => text)).toEqual(['Disk full.']);
    const stored = JSON.stringify(report.sections);
    expect(stored).toContain('"href":"https://x.example/1"');
    expect(stored).not.toMatch(/'''|\|\||\[\[|h2\.|:toc:|wikitable/);
    for (const { start, end, text } of report.rows)
      expect(report.text.slice(start, end)).toContain(text.split(' ').at(-1));
  });

  it('keeps the code of wiki markup', () => {
    for (const [name, code] of [
      ['a.wiki', '<pre>rm -rf * {{x}}</pre>'],
      ['a.txt', '{code:sh}\nrm -rf * {{x}}\n{code}'],
      ['a.adoc', '----\nrm -rf * {{x}}\n----'],
      ['a.org', '#+BEGIN_SRC sh\nrm -rf * {{x}}\n#+END_SRC'],
    ] as const)
      expect(JSON.stringify(read(name, `h1. A\n\nh2. B\n\n${code}\n`).sections)).toContain(
        'rm -rf * {{x}}',
      );
  });

  it('reads markup in linear time', async () => {
    for (const unit of ["'''", '[[a|', '*a ', '{{', '|a', '[https://x ', '<!--'])
      await expect((size: number) =>
        read('a.wiki', `${unit.repeat(size / unit.length)}\n`),
      ).toScale(20_000);
  });
});

const clocks = '## Timeline\n\n- 14:02 disk full\n- 14:30 fixed\n';

describe('the day of rows with only clock times', () => {
  it.each([
    ['YAML', 'a.md', '---\ntitle: x\ndate: 2024-03-13\n---\n'],
    ['nested YAML', 'a.md', '---\ntitle: x\nincident:\n  date: 2024-03-13\n---\n'],
    ['a start in YAML', 'a.md', '---\ntags: [a]\nstart: 2024-03-13T14:02:00Z\n---\n'],
    ['a written start', 'a.md', '---\r\nincident_start: 13 March 2024 14:02\r\n---\r\n'],
    ['TOML', 'a.md', '+++\ndate = 2024-03-13T15:02:00Z\n+++\n'],
    ['a table of TOML', 'a.md', '+++\n[incident]\nday = "2024-03-13"\n+++\n'],
    ['JSON', 'a.md', '{\n  "title": "x",\n  "date": "2024-03-13"\n}\n'],
    ['the file name', '2024-03-13-outage.md', ''],
    ['a name with underscores', 'outage_2024_03_13.md', ''],
    ['a name with digits', '20240313_outage.md', ''],
    ['a name with the day first', 'outage-13-03-2024.md', ''],
    ['a name with a month', 'postmortem-Mar-13-2024.md', ''],
    ['Data', 'a.md', '# x\n\nData: 13/03/2024\n\n'],
    ['Data dell’incidente', 'a.md', '# x\n\n**Data dell’incidente**: 13 marzo 2024\n\n'],
    ['Datum', 'a.md', '# x\n\nDatum: 13 maart 2024\n\n'],
    ['Дата', 'a.md', '# x\n\nДата: 13 марта 2024\n\n'],
    ['発生日', 'a.md', '# x\n\n発生日：2024年3月13日\n\n'],
    ['Date of incident', 'a.md', '# x\n\n- Date of the incident: 13 March 2024\n\n'],
    ['Started at', 'a.md', '# x\n\nStarted at: 2024-03-13 14:02\n\n'],
  ])('from %s', (_, name, head) => {
    expect(listRows(read(name, `${head}\n${clocks}`))).toEqual(rows.slice(0, 2));
  });

  it.each([
    ['a date of publication', 'a.md', '---\nauthor: Mara\ndate: 2024-03-20\n---\n'],
    ['an ambiguous date', 'a.md', '# x\n\nData: 03/04/2024\n\n'],
    ['other numbers', 'outage-240313.md', '# x\n\nData loss: 2024 records\n\n'],
  ])('not from %s', (_, name, head) => {
    expect(listRows(read(name, `${head}\n${clocks}`))).toEqual(['- disk full', '- fixed']);
  });
});

describe('follow-ups', () => {
  it.each([
    ['- [ ] Do X (@mara, due 2024-03-20)', 'mara', '2024-03-20', false],
    ['- [x] Do Y — @mara — due: March 20, 2024', 'mara', '2024-03-20', true],
    ['- [ ] @mara to write a runbook by Friday', 'mara', null, false],
    ['- [ ] Do Z 📅 2024-03-20', null, '2024-03-20', false],
    ['- [ ] ask ops@x.example and team@y.example', null, null, false],
    ['- [ ] @mara or @jon: due to the outage of 2024-03-13, add a test', null, null, false],
    ['- Alarm (zuständig: mara, Termin: 20.03.2024)', 'mara', '2024-03-20', null],
    ['- Alarm, spätestens am 20. März 2024', null, '2024-03-20', null],
    ['- [ ] Alerte (responsable : mara, échéance : 20 mars 2024)', 'mara', '2024-03-20', false],
    ['- Alerte, d’ici le 1er avril 2024', null, '2024-04-01', null],
    ['- Alerta (responsable: mara, fecha límite: 20 de marzo de 2024)', 'mara', '2024-03-20', null],
    ['- Allarme (responsabile: mara, scadenza: 20 marzo 2024)', 'mara', '2024-03-20', null],
    ['- Alerta (responsável: mara, prazo: 20/03/2024)', 'mara', '2024-03-20', null],
    ['- Alarm (eigenaar: mara, uiterlijk 20 maart 2024)', 'mara', '2024-03-20', null],
    ['- Alarm (właściciel: mara, termin: 20 marca 2024)', 'mara', '2024-03-20', null],
    ['- Алерт (ответственный: mara, срок: 20 марта 2024)', 'mara', '2024-03-20', null],
    ['- アラート（担当：mara、期限：2024年3月20日）', 'mara', '2024-03-20', null],
    ['- 告警（负责人：mara，截止日期：2024年3月20日）', 'mara', '2024-03-20', null],
  ])('%s', (line, owner, dueOn, isDone) => {
    const { actions } = read('a.md', `# x\n\n## Action items\n\n${line}\n`);
    expect(actions).toMatchObject([{ owner, dueOn, isDone }]);
  });

  it.each([
    ['Maßnahme|Verantwortlich|Fällig|Status', 'erledigt', true],
    ['Action|Responsable|Échéance|Statut', 'en cours', false],
    ['Acción|Responsable|Fecha límite|Estado', 'hecho', true],
    ['Azione|Responsabile|Scadenza|Stato', 'non fatto', false],
    ['Ação|Responsável|Prazo|Situação', 'concluído', true],
    ['措施|负责人|截止日期|状态', '未完成', false],
    ['Action|Owner|Due|Status', 'incomplete', false],
  ])('in a table: %s', (header, state, isDone) => {
    const table = `|${header}|\n|---|---|---|---|\n|x|mara|20.03.2024|${state}|\n`;
    expect(read('a.md', `# x\n\n## Action items\n\n${table}`).actions).toMatchObject([
      { text: 'x', owner: 'mara', dueOn: '2024-03-20', isDone },
    ]);
  });
});

it.each([
  ['nl', 'Tijdlijn', 'Oorzaak', 'Acties'],
  ['pl', 'Oś czasu', 'Przyczyna', 'Działania'],
  ['ru', 'Хронология', 'Причина', 'Меры'],
  ['de', 'Ablauf', 'Ursache', 'Maßnahmen'],
  ['fr', 'Chronologie', 'Cause racine', 'Actions correctives'],
  ['ja', '時系列', '原因', '再発防止策'],
])('reads the headings of a report in %s', (_, timeline, cause, actions) => {
  const text = `# x 2024-03-13\n\n## ${timeline}\n\n- 14:02 x\n\n## ${cause}\n\nabcd\n\n## ${actions}\n\n- todo it\n`;
  const report = read('a.md', text);
  expect([report.rows.length, report.causes.length, report.actions.length]).toEqual([1, 1, 1]);
});
