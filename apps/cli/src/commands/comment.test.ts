import type { Account, Comment, CommentChange } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const aComment = (more: Partial<Comment> = {}): Comment => ({
  id: anId,
  incidentId: anId,
  incidentRef: 'INC-2',
  incidentTitle: 'Apollo 13',
  target: { kind: 'event', id: anId },
  targetTitle: 'The graph was flat',
  threadId: null,
  text: 'Was it flat everywhere?',
  quote: '',
  mentions: [],
  resolvedAt: null,
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 3,
  can: { edit: true, resolve: true },
  ...more,
});
const account: Account = {
  id: anId,
  name: 'Ada',
  email: 'ada@example.org',
  role: 'editor',
  team: null,
  zone: null,
  isDisabled: false,
  isInvited: false,
  createdAt: at,
  version: 1,
  can: { change: false },
};
const change: CommentChange = { comments: [aComment()], removed: [], activityId: '12' };
const cli = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });
const lastChange = null;

test('debrief comments lists open threads, and resolved ones on request', async () => {
  const items = [
    aComment(),
    aComment({ id: `${anId.slice(0, -1)}1`, resolvedAt: at, text: 'Done' }),
  ];
  const { run } = cli({
    'comment.list': () => ({ items, lastChange, can: { add: true } }),
    'comment.waiting': () => ({ items: [{ ...aComment(), reason: 'mentioned' }], next: null }),
  });
  expect((await run('comments', 'INC-2')).out).not.toContain('Done');
  expect((await run('comments', 'INC-2', '--all')).out).toContain('Done');
  expect((await run('comments', '--waiting')).out).toContain('INC-2');
  expect((await run('comments')).err).toContain('Name an incident');
});

test('debrief comments adds with mentions by name, replies, and resolves by version', async () => {
  const given: unknown[] = [];
  const keep = (input: unknown) => (given.push(input), change);
  const { run } = cli({
    'access.accounts': () => ({ items: [account], next: null }),
    'comment.list': () => ({ items: [aComment()], lastChange, can: { add: true } }),
    'comment.add': keep,
    'comment.reply': keep,
    'comment.resolve': keep,
  });
  expect(
    await run('comments', 'add', 'INC-2', '@Ada?', '--on', `event:${anId}`, '--mention', 'ada'),
  ).toMatchObject({ err: '' });
  await run('comments', 'add', 'INC-2', 'Yes.', '--reply-to', anId);
  await run('comments', 'resolve', 'INC-2', anId);
  expect(given).toMatchObject([
    { text: '@Ada?', mentions: [anId], target: { kind: 'event', id: anId } },
    { text: 'Yes.', threadId: anId },
    { id: anId, version: 3, isResolved: true },
  ]);
  expect((await run('comments', 'add', 'INC-2', 'x')).err).toContain('Name one subject');
  expect(
    (await run('comments', 'add', 'INC-2', 'x', '--on', `event:${anId}`, '--mention', 'Bo')).err,
  ).toContain('No account is called "Bo"');
});
