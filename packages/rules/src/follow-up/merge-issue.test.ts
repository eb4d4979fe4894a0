import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasOwnPart,
  readDoneWhen,
  replaceDoneWhen,
  buildIssueBody,
  toIssueTitle,
} from './issue-text.ts';
import { pickStatus, readStatus } from './issue-status.ts';
import { mergeIssue } from './merge-issue.ts';

const hash = (value: string): string => `#${value}`;
const ours = { text: 'a', doneWhen: 'b', dueOn: '', state: 'open' };
const base = {
  text: { ours: '#a', theirs: '#A' },
  doneWhen: { ours: '#b', theirs: '#b' },
  dueOn: { ours: '#', theirs: '#' },
  state: { ours: '#open', theirs: '#open' },
};
const theirs = { text: 'A', doneWhen: 'b', dueOn: '', state: 'open' };

test('what neither side changed stays, although the values differ', () => {
  expect(mergeIssue(ours, theirs, base, { hash })).toMatchObject({ push: [], pull: [] });
});

test('a change goes to the other side, and of two changes one wins', () => {
  const changed = { ...theirs, text: 'Theirs', dueOn: '2026-03-01' };
  expect(mergeIssue(ours, changed, base, { hash })).toMatchObject({ pull: ['text', 'dueOn'] });
  const both = { ...ours, text: 'Ours', dueOn: '2026-04-01', doneWhen: 'c' };
  expect(mergeIssue(both, changed, base, { hash })).toMatchObject({
    push: ['text', 'doneWhen'],
    pull: ['dueOn'],
    conflicts: [
      { field: 'text', kept: 'debrief' },
      { field: 'dueOn', kept: 'tracker' },
    ],
  });
});

test('without a base only the status is taken, and what is missing is left out', () => {
  const linked = { text: 'Other', dueOn: undefined, state: 'done' };
  expect(mergeIssue(ours, linked, null, { hash })).toEqual({
    push: [],
    pull: ['state'],
    conflicts: [],
    agreed: ['text'],
  });
});

test('our part of a description is read and replaced, whatever is around it', () => {
  const id = '0195a3c4-0000-7000-8000-000000000001';
  const text = fc.string().map((value) => value.replaceAll(/Follow-up|Done when|\r/g, '').trim());
  fc.assert(
    fc.property(text, text, text, text, (doneWhen, next, before, after) => {
      const own = buildIssueBody({ id, text: 'x', doneWhen, incidentRef: 'INC-1' }, null);
      const body = `${before}\n\n${own}\n\n${after}`;
      expect(hasOwnPart(body, id)).toBe(true);
      expect(readDoneWhen(body, id)).toBe(doneWhen);
      const replaced = replaceDoneWhen(body, id, next);
      expect(readDoneWhen(replaced, id)).toBe(next);
      expect(replaced.startsWith(before)).toBe(true);
      expect(replaced.endsWith(after)).toBe(true);
    }),
  );
  expect(readDoneWhen('By hand', id)).toBeUndefined();
  expect(replaceDoneWhen('By hand', id, 'x')).toBe('By hand');
});

test('a title is one line of at most 250 characters', () => {
  expect(toIssueTitle('Two\n lines')).toBe('Two lines');
  expect(toIssueTitle('x'.repeat(400))).toHaveLength(250);
});

test('a status means what an admin says, else its category', () => {
  const done = { name: 'Done', category: 'done' } as const;
  expect(readStatus(done, {})).toBe('done');
  expect(readStatus(done, { Done: null })).toBeNull();
  expect(readStatus({ name: 'constructor', category: null }, {})).toBeNull();
  const doing = { name: 'Doing', category: 'in-progress' } as const;
  const open = { name: 'Open', category: 'open' } as const;
  expect(pickStatus([done, doing], open, 'in-progress', {})).toBe(doing);
  expect(pickStatus([done], open, 'in-progress', {})).toBe('current');
  expect(pickStatus([doing], open, 'done', {})).toBeNull();
  expect(pickStatus([done], open, 'wont-do', {})).toBe(done);
});
