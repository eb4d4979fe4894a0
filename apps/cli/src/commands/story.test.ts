import type { Story, StorySummary } from '@debrief/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const grades = { documented: 1, confirmed: 0, 'from-memory': 0, 'no-evidence': 0 };
const claim: Story['claims'][number] = {
  id: anId,
  part: 'action',
  text: 'I ruled out\nthe broker',
  isRecollection: false,
  numbers: [],
  citations: [],
  confirmations: [],
  grade: 'documented',
  gradeReason: 'Evidence shows it.',
  followUpQuestion: null,
  meant: [],
  updatedAt: at,
  version: 1,
};
const head = {
  id: anId,
  title: 'The alias',
  incident: { id: anId, ref: 'INC-2', title: 'Search' },
  isIncidentHidden: false,
  isExample: false,
  outcome: null,
  happenedOn: null,
  competencies: [],
  isDraft: true,
  draftReason: "Still a draft: its incident's review isn't published yet.",
  grades,
  createdAt: at,
  updatedAt: at,
  version: 1,
  isMine: true,
  ownerName: 'Ilse',
};
const story: Story = {
  ...head,
  claims: [claim],
  paste: null,
  mentors: [],
  comments: [],
  views: [],
  meant: [],
  lastChange: null,
  can: { change: true, comment: true },
};
const summary: StorySummary = { ...head, words: 5, parts: ['action'], removal: null };

test('debrief story lists stories, and shows one with the evidence of each sentence', async () => {
  const door = createFakeApi({
    'story.list': () => ({ items: [summary], next: null }),
    'story.get': () => story,
  });
  const list = await fakeWorld({ door }).run('story', '--text', 'alias');
  expect(list.out).toContain('1 documented, 0 confirmed, 0 from memory, 0 no evidence');
  expect(list.out).toContain('draft');
  expect(door.calls[0]).toMatchObject({ route: 'story.list', input: { text: 'alias' } });
  const shown = await fakeWorld({ door }).run('story', 'show', anId);
  expect(shown.out).toContain('Still a draft');
  expect(shown.out).toContain('I ruled out ⏎ the broker [documented]');
  expect(parseOutput(await fakeWorld({ door }).run('story', 'show', anId, '--json'))).toMatchObject(
    {
      title: 'The alias',
    },
  );
});

test('debrief story add cites an item, and rejects what it does not understand', async () => {
  const door = createFakeApi({
    'story.addClaim': () => ({ story, claimId: anId, revisionId: '2' }),
  });
  const world = fakeWorld({ door });
  await world.run('story', 'add', anId, 'action', 'I patched it', '--evidence', `INC-2:${anId}`);
  expect(door.calls[0]?.input).toMatchObject({
    part: 'action',
    citations: [{ incident: 'INC-2', target: 'evidence', targetId: anId }],
  });
  expect((await fakeWorld({ door }).run('story', 'add', anId, 'ending', 'x')).err).toContain(
    'Unknown part',
  );
  expect(
    (await fakeWorld({ door }).run('story', 'add', anId, 'action', 'x', '--evidence', 'that one'))
      .err,
  ).toContain("isn't an item");
  expect((await fakeWorld({ door }).run('story', 'preview', anId, 'haiku')).err).toContain(
    'Unknown format',
  );
  expect(door.calls).toHaveLength(1);
});

test('debrief story paste sends the bytes of the file, and prints the questions about it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-story-'));
  try {
    const file = join(folder, 'mine.txt');
    await writeFile(file, Uint8Array.from([0xcb, 0xd1, 0xcb, 0xf7]));
    const questions = [
      { part: 'task' as const, question: 'No task was found.', claimIds: [] },
      {
        part: 'action' as const,
        question: 'Is this part of the action?',
        claimIds: story.claims.slice(0, 1).map(({ id }) => id),
      },
    ];
    const door = createFakeApi({
      'story.paste': () => ({
        pasteId: anId,
        isMended: true,
        encoding: 'gb18030',
        stories: [{ story, questions, partsSuggested: [] }],
        leftOver: [],
      }),
    });
    const { out, err } = await fakeWorld({ door }).run(
      'story',
      'paste',
      file,
      '--incident',
      'INC-2',
    );
    expect(door.calls[0]?.input).toMatchObject({
      bytes: 'y9HL9w==',
      title: 'mine.txt',
      incident: 'INC-2',
    });
    expect(out).toContain('? No task was found.');
    expect(out).toContain('? Is this part of the action?\n    “I ruled out ⏎ the broker”');
    expect(err).toContain('gb18030');
    expect(
      (await fakeWorld({ door }).run('story', 'paste', join(folder, 'nothing'))).err,
    ).toContain("Can't read");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('debrief story evidence shows who the user is in the record, and its gaps', async () => {
  const item = {
    kind: 'message' as const,
    target: 'evidence' as const,
    targetId: anId,
    at,
    precision: 'minute' as const,
    words: 'lag alarm',
    about: 'message in ops',
    part: 'action' as const,
    reason: 'From the response.',
    isMine: true,
  };
  const checklist = [
    {
      fact: 'goals' as const,
      title: 'Its goals',
      question: 'Which?',
      items: [],
      gap: 'Nobody names a goal.',
    },
  ];
  const suggestions = [{ personId: anId, name: 'ilse', reason: 'They have your name.' }];
  const incident = { id: anId, ref: 'INC-2', title: 'Search' };
  const door = createFakeApi({
    'story.suggestedEvidence': () => ({
      incident,
      me: [],
      suggestions,
      items: [item],
      written: 1,
      next: null,
      figures: [],
      checklist,
      draftReason: null,
    }),
  });
  const { out, err } = await fakeWorld({ door }).run('story', 'evidence', 'INC-2');
  expect(out).toContain('lag alarm');
  expect(err).toContain(`If you are ilse, run debrief story me ${anId}`);
  expect(err).toContain('Its goals: Nobody names a goal.');
});

test('debrief story remove can be undone with restore; erase is permanent and says so', async () => {
  const removal = { at, revisionId: '7' };
  const door = createFakeApi({
    'story.get': () => story,
    'story.remove': () => ({ id: anId, revisionId: '7' }),
    'story.list': () => ({ items: [{ ...summary, removal }], next: null }),
    'story.undo': () => ({ story, claimId: null, revisionId: '8' }),
    'story.erase': () => ({ id: anId, pasteKeptFor: 2 }),
  });
  expect((await fakeWorld({ door }).run('story', 'remove', anId)).out).toContain(
    `debrief story restore ${anId}`,
  );
  expect((await fakeWorld({ door }).run('story', '--removed')).out).toContain('removed 2022-12-06');
  expect((await fakeWorld({ door }).run('story', 'restore', anId)).out).toContain(
    'Restored “The alias”.',
  );
  expect(door.calls.find((call) => call.route === 'story.undo')).toMatchObject({
    input: { id: anId, revisionId: '7' },
  });
  const erased = await fakeWorld({ door }).run('story', 'erase', anId, '--title', 'The alias');
  expect(door.calls.at(-1)).toMatchObject({
    route: 'story.erase',
    input: { id: anId, title: 'The alias' },
  });
  expect(erased.out).toContain('Erased permanently');
  expect(erased.err).toContain('Database backups');
  expect(erased.err).toContain('2 of your other stories');
  const strange = await fakeWorld({
    door: createFakeApi({ 'story.list': () => ({ items: [], next: null }) }),
  }).run('story', 'restore', anId);
  expect(strange.err).toContain('debrief story --removed');
});

test('debrief story suggestions marks dismissed questions', async () => {
  const finding = {
    rule: 'no-number',
    title: 'No number in the result',
    source: 'x',
    claimId: null,
    start: null,
    end: null,
    quoted: '',
    question: 'Which?',
    why: 'y',
  };
  const findings = [
    { ...finding, meantAs: 'no-number', isMeant: true },
    { ...finding, title: 'No learning', meantAs: 'no-learning', isMeant: false },
  ];
  const door = createFakeApi({
    'story.checks': () => ({ language: 'en', findings, ran: [], notRun: [] }),
  });
  const { out } = await fakeWorld({ door }).run('story', 'suggestions', anId);
  expect(out).toMatch(/No number in the result.*kept as is/);
  expect(out).not.toMatch(/No learning.*kept as is/);
});

test('debrief story incidents lists the incidents the user took part in, and how', async () => {
  const items = [
    {
      id: anId,
      ref: 'INC-7',
      title: 'Search',
      by: ['you wrote 2 items of its evidence', 'you own 1 follow-up'],
      stories: 1,
    },
  ];
  const door = createFakeApi({ 'story.incidents': () => ({ items, next: null }) });
  const { out } = await fakeWorld({ door }).run('story', 'incidents', 'search');
  expect(out).toContain('you wrote 2 items of its evidence, you own 1 follow-up');
  expect(door.calls[0]).toMatchObject({ route: 'story.incidents', input: { text: 'search' } });
});
