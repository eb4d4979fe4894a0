import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from './paste.ts';

const listParts = (text: string) =>
  readPasted(text)
    .pieces.filter((piece) => piece.kind === 'part')
    .map((piece) => `${piece.part} ${piece.basis}: ${text.slice(piece.start, piece.end).trim()}`);

describe('readPasted', () => {
  const expectWhole = (text: string) => {
    const { pieces, answers } = readPasted(text);
    expect(pieces.map((piece) => text.slice(piece.start, piece.end)).join('')).toBe(text);
    for (const piece of pieces)
      expect(piece.answer === null || answers[piece.answer] !== undefined).toBe(true);
  };

  it.each([
    [
      'capitals',
      'SITUATION: Search was empty.\nTASK: I was on call.\nACTION: I moved the alias.\nRESULT: 40 s later it was back.',
    ],
    [
      'bold names',
      '**Situation**\nSearch was empty.\n\n**Task:** I was on call.\n\n**Action**: I moved the alias.\n\n**Result** – 40 s later it was back.',
    ],
    [
      'Markdown headings',
      '## S — Situation\nSearch was empty.\n## T — Task\nI was on call.\n## A — Action\nI moved the alias.\n## R — Result\n40 s later it was back.',
    ],
    [
      'letters',
      'S: Search was empty.\nT: I was on call.\nA: I moved the alias.\nR: 40 s later it was back.',
    ],
    [
      'dashes',
      'Situation – Search was empty.\nTask – I was on call.\nAction – I moved the alias.\nResult – 40 s later it was back.',
    ],
    [
      'emoji',
      '📌 Situation: Search was empty.\n🎯 Task: I was on call.\n🔧 Action: I moved the alias.\n✅ Result: 40 s later it was back.',
    ],
    [
      'one line',
      'Situation: Search was empty. Task: I was on call. Action: I moved the alias. Result: 40 s later it was back.',
    ],
    [
      'brackets and asides',
      '[Situation] Search was empty.\nTask (my own): I was on call.\nActions: I moved the alias.\nOutcome: 40 s later it was back.',
    ],
  ])('reads headings in %s', (_, text) => {
    const found = listParts(text.replace('[Situation] ', '[Situation]: '));
    expect(found).toEqual([
      'S labelled: Search was empty.',
      'T labelled: I was on call.',
      'A labelled: I moved the alias.',
      'R labelled: 40 s later it was back.',
    ]);
  });

  it.each([
    [
      'joined names',
      'Situation / context: Search was empty.\nTASK/GOAL: I was on call.\nActions & steps: I moved the alias.\nResults and impact: 40 s later it was back.',
    ],
    [
      'letters with their names',
      '**S (Situation):** Search was empty.\n**T (Task):** I was on call.\n**A (Action):** I moved the alias.\n**R (Result):** 40 s later it was back.',
    ],
    [
      'letters in brackets',
      '(S) Search was empty.\n(T) I was on call.\n(A) I moved the alias.\n(R) 40 s later it was back.',
    ],
    [
      'Polish',
      'Sytuacja: Search was empty.\nZadanie: I was on call.\nDziałania: I moved the alias.\nRezultat: 40 s later it was back.',
    ],
    [
      'a table of Markdown',
      '| Situation | Task | Action | Result |\n|---|---|---|---|\n| Search was empty. | I was on call. | I moved the alias. | 40 s later it was back. |\n',
    ],
    [
      'a table copied from a sheet',
      'Title\tSituation\tTask\tAction\tResult\nSearch\tSearch was empty.\tI was on call.\tI moved the alias.\t40 s later it was back.',
    ],
    [
      'a table with a part per row',
      '| Part | Story |\n|---|---|\n| Situation | Search was empty. |\n| **Task** | I was on call. |\n| Action | I moved the alias. |\n| Result | 40 s later it was back. |\n',
    ],
    [
      'rows copied from a sheet',
      'Situation\tSearch was empty.\nTask\tI was on call.\nAction\tI moved the alias.\nResult\t40 s later it was back.',
    ],
  ])('reads %s as labels', (_, text) => {
    expect(listParts(text)).toEqual([
      'S labelled: Search was empty.',
      'T labelled: I was on call.',
      'A labelled: I moved the alias.',
      'R labelled: 40 s later it was back.',
    ]);
    expect(readPasted(text).answers).toHaveLength(1);
  });

  it.each([
    [
      'curly quotes and fixed spaces',
      '“Situation”:\u00a0%s\n“Task”:\u00a0%t\n“Action”:\u00a0%a\n“Result”:\u00a0%r',
    ],
    ['italics', '*Situation:* %s\n_Task:_ %t\n__Action__: %a\n***Result***: %r'],
    ['numbers', '1. Situation: %s\n2) Task: %t\n3. Action: %a\n4. Result: %r'],
    ['bullets', '• Situation: %s\n• Task: %t\n• Action: %a\n• Result: %r'],
    ['arrows', 'S → %s\nT → %t\nA → %a\nR → %r'],
    ['equals signs', 'S = %s\nT = %t\nA = %a\nR = %r'],
    [
      'questions',
      'What was the situation?\n%s\nWhat was your task?\n%t\nWhat did you do?\n%a\nWhat was the result?\n%r',
    ],
    ['other words', 'What happened: %s\nMy responsibility: %t\nSteps I took: %a\nThe result: %r'],
    ['Swedish', 'Situation: %s\nUppgift: %t\nÅtgärd: %a\nResultat: %r'],
    ['Hindi', 'स्थिति: %s\nकार्य: %t\nकार्रवाई: %a\nपरिणाम: %r'],
    ['Arabic', 'الموقف: %s\nالمهمة: %t\nالإجراء: %a\nالنتيجة: %r'],
    ['labels below a question', 'Q: What went wrong?\nS: %s\nT: %t\nA: %a\nR: %r'],
  ])('reads names with %s', (_, form) => {
    const text = form
      .replace('%s', 'Search was empty.')
      .replace('%t', 'I was on call.')
      .replace('%a', 'I moved the alias.')
      .replace('%r', '40 s later it was back.');
    expect(listParts(text)).toEqual([
      'S labelled: Search was empty.',
      'T labelled: I was on call.',
      'A labelled: I moved the alias.',
      'R labelled: 40 s later it was back.',
    ]);
  });

  it.each([
    ['Q', 'A'],
    ['Q1', 'A1'],
    ['**Q', '**A'],
    ['Question', 'Answer'],
    ['Interviewer', 'Me'],
    ['Interviewer', 'Candidate'],
    ['Hiring manager', 'Mara'],
    ['Recruiter', 'Mara Iwu'],
    ['Frage', 'Antwort'],
    ['Interviewer', 'Ich'],
    ['面试官', '我'],
  ])('keeps the labels %s and %s out of what was said', (asks, tells) => {
    const close = asks.startsWith('**') ? ':**' : ':';
    const turns = [
      ['Tell me about an outage.', 'Last spring search went down.'],
      ['What did you do?', 'I moved the alias.'],
    ];
    const text = turns
      .map(([question, answer]) => `${asks}${close} ${question}\n${tells}${close} ${answer}\n`)
      .join('\n');
    expect(listParts(text).map((part) => part.slice(part.indexOf(': ') + 2))).toEqual([
      'Last spring search went down.',
      'I moved the alias.',
    ]);
    expectWhole(text);
  });

  it('keeps colons where no one asks', () => {
    expect(listParts('Me: I was on call. Mara: she wrote it. I moved the alias.')[0]).toContain(
      'Me:',
    );
  });

  it('reads a part marked at the end of its sentence', () => {
    const text =
      '数据库满了（Situation）。我值班（Task）。我切换了主库（Action）。93 分钟后恢复（Result）。';
    expect(listParts(text).map((one) => one.slice(0, 3))).toEqual(['S s', 'T s', 'A s', 'R s']);
  });

  it('makes a story of each row of a table, with its title', () => {
    const text =
      'My stories\n\n| Name | Situation | Task | Action | Result |\n|---|---|---|---|---|\n| Disk | It was full. | Mine. | I freed it. | 93 minutes. |\n| Alias | It was empty. | Mine. | I moved it. | |\n| | | | | |\n\nThat is all.';
    const { answers, pieces } = readPasted(text);
    expect(answers.map(({ title, parts }) => [title, parts.join('')])).toEqual([
      ['Disk', 'STAR'],
      ['Alias', 'STA'],
    ]);
    expect(pieces[0]).toMatchObject({ kind: 'other' });
  });

  it('leaves out questions, comments and templates that are not filled in', () => {
    const story = (title: string, question: string, said: string) =>
      `## ${title}\n${question}\n* Situation:\n   ${said}\n* Task:\n   ${said}\n* Action:\n   ${said}\n* Result:\n   ${said}\n\n`;
    const filled = story(
      'Outage',
      'Tell me about an outage that you handled.',
      'It was <!-- x --> so.',
    );
    const empty = story('Conflict', 'Did you ever disagree?', '');
    const { answers, pieces } = readPasted(`${filled}${empty}<!-- saved by an editor: 3f2a -->\n`);
    expect(answers.map(({ title }) => title)).toEqual(['Outage']);
    const said = listParts(filled).map((one) => one.slice(0, 2));
    expect(said).toEqual(['S ', 'S ', 'T ', 'T ', 'A ', 'A ', 'R ', 'R ']);
    expect(pieces.filter(({ kind }) => kind === 'part')).toHaveLength(8);
    expect(readPasted(empty).answers).toEqual([]);
    expect(listParts('Tell me about a conflict. Last spring we had an outage.')).toEqual([
      'S suggested: Last spring we had an outage.',
    ]);
  });

  it('leaves out the hints of a template, and a template with nothing else', () => {
    const hints = ['[Describe the situation]', '_What did you do?_', '(Who was affected?)'];
    for (const hint of hints) {
      const filled = `Situation:\n${hint}\nIt was full.\nAction:\n${hint}\nI failed over.\n`;
      const parts = readPasted(filled).pieces.filter(({ kind }) => kind === 'part');
      expect(parts.map(({ start, end }) => filled.slice(start, end).trim())).toEqual([
        'It was full.',
        'I failed over.',
      ]);
      expect(readPasted(`Situation:\n${hint}\nAction:\n${hint}\n`).answers).toEqual([]);
    }
  });

  it('reads Chinese, Japanese, German, French and Spanish names', () => {
    expect(
      listParts(
        '情境：搜索没有结果。\n任务：我值班。\n行动：我修正了别名。\n结果：40 秒后恢复。\n反思：下次先查别名。',
      ).map((one) => one[0]),
    ).toEqual('STARL'.split(''));
    expect(
      listParts('状況：検索が空。\n課題：当番。\n行動：別名を直した。\n結果：復旧。').map(
        (one) => one[0],
      ),
    ).toEqual('STAR'.split(''));
    expect(
      listParts(
        'Ausgangslage: Die Suche war leer.\nAufgabe: Bereitschaft.\nVorgehen: Alias gesetzt.\nErgebnis: Nach 40 s gut.',
      ).map((one) => one[0]),
    ).toEqual('STAR'.split(''));
    expect(
      listParts(
        'Situation : vide.\nTâche : astreinte.\nAction : alias.\nRésultat : 40 s.\nLeçons : vérifier.',
      ).map((one) => one[0]),
    ).toEqual('STARL'.split(''));
    expect(
      listParts('Situación: vacío.\nTarea: guardia.\nAcciones: alias.\nResultados: 40 s.').map(
        (one) => one[0],
      ),
    ).toEqual('STAR'.split(''));
  });

  it('accepts parts in any order and asks for a missing one', () => {
    const { answers } = readPasted(
      'Result: back in 40 s.\nAction: I moved the alias.\nSituation: Search was empty.',
    );
    expect(answers).toHaveLength(1);
    expect(answers[0]?.parts).toEqual(['S', 'A', 'R']);
    expect(answers[0]?.asks).toMatchObject([
      { part: 'T', question: expect.stringContaining('No task was found') },
    ]);
  });

  it('suggests parts of prose with the reason, and asks if nothing suggests one', () => {
    const text =
      'Last spring our search went down on a Saturday. I was responsible for getting it back before the sale. I compared the alias with the deploy and moved it back. The sky was grey. As a result it was back in 40 seconds. Next time I will check the alias first.';
    const { pieces, answers } = readPasted(text);
    expect(pieces.map((piece) => `${piece.part} ${piece.basis}`)).toEqual([
      'S suggested',
      'T suggested',
      'A suggested',
      'A asked',
      'R suggested',
      'L suggested',
    ]);
    expect(pieces[1]?.reason).toBe('It says what you were responsible for (“I was responsible”).');
    expect(answers[0]?.asks).toMatchObject([
      { part: 'A', question: 'Is this part of the action?' },
    ]);
  });

  it('splits several answers at their titles, and where headings start over', () => {
    const one = (name: string) =>
      `SITUATION: ${name} broke.\nTASK: mend it.\nACTION: mended it.\nRESULT: 2 days.\n`;
    const titled = readPasted(
      `# Bank\n\n### Q1: First\n${one('a')}\n---\n\n### Q2: Second\n${one('b')}\n## Tips\nSay what you did.`,
    );
    expect(titled.answers.map((answer) => answer.title)).toEqual(['Q1: First', 'Q2: Second']);
    expect(titled.pieces.at(-1)).toMatchObject({ kind: 'other', answer: null });
    expect(readPasted(`${one('a')}\n${one('b')}`).answers).toHaveLength(2);
    expect(
      readPasted(`The first\n${one('a')}\nThe second\n${one('b')}`).answers.map(
        (answer) => answer.title,
      ),
    ).toEqual([null, 'The second']);
  });

  it('does not treat a list item, a fenced block or a sentence as a heading', () => {
    const text =
      'SITUATION: down.\nTASK: mend.\nACTION:\n1. **Problem:** found it.\n2. **Approach:** moved it.\nRESULT: up.\n```\nSITUATION: Set the context\n```\n';
    expect(listParts(text).map((one) => one[0])).toEqual('STAR'.split(''));
  });

  it.each([
    '## Q1I did it.结果：```\nSITUATION:',
    '1. 情境：\n---\n## Q1(> 结果：**Situation**\n**Task**',
    '## Q1 Situation: down. Task: mine.\n```\nRESULT: up',
    '# Story 1: Result: up\n\n~~~\nTASK:\n~~~\nAction:\n\n\n',
  ])('neither drops nor repeats text: %j', (text) => expectWhole(text));

  it('ends a title where the heading of a part starts in its line', () => {
    const text = '## Q1 Search was empty. Situation: It was down. Result: It is up.';
    expect(readPasted(text).answers.map((answer) => answer.title)).toEqual([
      'Q1 Search was empty.',
    ]);
    expect(listParts(text)).toEqual(['S labelled: It was down.', 'R labelled: It is up.']);
  });

  it('drops nothing, whatever is pasted', () => {
    const scrap = fc.constantFrom(
      '## Q1 ',
      '# ',
      '### Result\n',
      'Story 2\n',
      '~~~\n',
      '```',
      '情境：',
      'Action: ',
      '**Situation**\n',
      '> ',
      '\t',
      'SITUATION:',
      '**Task**',
      'S:',
      'T:',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      'I did it.',
      '结果：',
      '---\n',
      '## Q1',
      '```\n',
      '📌 ',
      ' ',
      'as a result',
      '<!--',
      '-->',
      '| Situation | Task |\n',
      '| a | b |\n',
      'Task\t',
      'Tell me about it.',
      '(S) ',
      '(',
      '**',
    );
    const any = fc
      .array(fc.oneof(scrap, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 })
      .map((all) => all.join(''));
    fc.assert(fc.property(any, expectWhole), { numRuns: 500 });
  });

  it('reads 100 kB in linear time', async () => {
    for (const unit of [
      'SITUATION: x y z.\n**Task** - ( ( (\n',
      'I was. ',
      ' ',
      '<!-- a -->b. ',
      '|   |  |',
      '| Task | Action |\n| a | b |\n',
      '▪ ▪ ',
    ])
      await expect((size: number) =>
        readPasted(unit.repeat(Math.ceil(size / unit.length))),
      ).toScale(25_000);
  });
});
