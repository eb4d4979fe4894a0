import { buildFollowUp, applyFollowUpChange } from '@debrief/rules/follow-up';
import { expect, test } from 'vitest';
import { dropStaleAnswers } from './drop-answers.ts';

test('a dismissed question stays dismissed only while the words raise it', () => {
  const vague = dropStaleAnswers(
    buildFollowUp(
      {
        incident: 'INC-1',
        text: 'Be more careful',
        intent: 'prevent',
        meant: ['careful', 'ensure', 'careful'],
      },
      { id: 'f', owner: null, now: new Date('2026-03-02T08:00:00Z') },
    ),
  );
  expect(vague.meant).toEqual(['careful']);
  const change = (found: typeof vague, text: string) =>
    dropStaleAnswers(
      applyFollowUpChange(found, { id: 'f', version: found.version, text }, undefined),
    );
  const reworded = change(vague, 'Delete the script');
  expect(reworded.meant).toEqual([]);
  expect(change(reworded, 'Be more careful').meant).toEqual([]);
});
