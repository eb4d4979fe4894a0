import type { Comment } from '@debrief/contract';
import { expect, test } from 'vitest';
import { countOpen, groupThreads } from './threads.ts';

const by = { type: 'account' as const, id: 'a', name: 'Ada' };
const at = '2026-03-01T10:00:00.000Z';
const comment = (id: string, more: Partial<Comment> = {}): Comment => ({
  id,
  incidentId: 'i',
  incidentRef: 'INC-1',
  incidentTitle: 'x',
  target: { kind: 'event', id: 'e' },
  targetTitle: 'x',
  threadId: null,
  text: id,
  quote: '',
  mentions: [],
  resolvedAt: null,
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 1,
  can: { edit: true, resolve: true },
  ...more,
});

test('replies follow the comment that started their thread; resolved threads are not counted', () => {
  const threads = groupThreads([
    comment('1'),
    comment('2', { resolvedAt: at }),
    comment('3', { threadId: '1' }),
    comment('4', { threadId: '2' }),
  ]);
  expect(threads.map(({ root, replies }) => [root.id, replies.map(({ id }) => id)])).toEqual([
    ['1', ['3']],
    ['2', ['4']],
  ]);
  expect([...countOpen(threads)]).toEqual([['event:e', 2]]);
});
