import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeText } from '../time/index.ts';
import {
  changePlan,
  changeState,
  countSurvey,
  listAgendaTimes,
  newMeeting,
  scaleAgenda,
} from './index.ts';

let last = 0;
const nextId = () => `id-${(last += 1)}`;
const makeMeeting = (minutes?: number) =>
  newMeeting(
    'm',
    { startsAt: '2026-03-09T14:00:00.000Z', ...(minutes !== undefined && { minutes }) },
    nextId,
  );

describe('the agenda', () => {
  test('of an hour spends 35 to 40 minutes on what happened', () => {
    const { narrative, technology } = scaleAgenda(60);
    expect([narrative, narrative + technology]).toEqual([35, 40]);
  });

  test('fills any length, with time for each section and most of it for the narrative', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 480 }), (minutes) => {
        const times = Object.values(scaleAgenda(minutes));
        expect(times.reduce((sum, one) => sum + one, 0)).toBe(minutes);
        expect(Math.min(...times)).toBeGreaterThan(0);
        if (minutes >= 15) expect(scaleAgenda(minutes).narrative).toBe(Math.max(...times));
      }),
    );
  });

  test('is scaled to another length until someone edits its times', () => {
    const longer = changePlan(makeMeeting(), { minutes: 90 });
    expect(longer.agenda.find(({ kind }) => kind === 'narrative')?.minutes).toBe(
      scaleAgenda(90).narrative,
    );
    const edited = changePlan(longer, {
      agenda: longer.agenda.map((one) => ({ ...one, minutes: 5 })),
    });
    const shorter = changePlan(edited, { minutes: 30 });
    expect(shorter.agenda).toEqual(edited.agenda);
  });
});

test('a meeting needs a time, and follows its states', () => {
  expect(() => newMeeting('m', {}, nextId)).toThrow('Enter when');
  const now = new Date('2026-03-09T14:02:00Z');
  expect(() => changeState(makeMeeting(), 'ended', now)).toThrow("can't become ended");
  const ended = changeState(changeState(makeMeeting(), 'running', now), 'ended', now);
  expect(ended).toMatchObject({ startedAt: now.toISOString(), endedAt: now.toISOString() });
  expect(changeState(ended, 'running', now)).toMatchObject({ endedAt: null });
});

test('a survey shows what was published, in no order of people, without texts that were changed', () => {
  const answer = (unknown: string) => ({
    changes: true,
    again: unknown !== '',
    unknown,
    raises: '',
  });
  const both = (unknown: string) => ({ now: answer(unknown), shown: answer(unknown) });
  const four = ['d', '', 'b', 'c'].map(both);
  expect(countSurvey([...four, { now: answer('a'), shown: null }])).toBeNull();
  const changed = { now: answer('z'), shown: answer('a') };
  expect(countSurvey([...four, changed, { now: answer('e'), shown: null }])).toEqual({
    answers: { count: 5, words: '5 or more' },
    changes: true,
    again: true,
    unknown: ['b', 'c', 'd'],
    raises: [],
  });
});

test('sections follow each other when the clocks change', () => {
  // Berlin changes from 02:00 to 03:00 at 01:00Z.
  const meeting = { ...makeMeeting(), startsAt: '2026-03-29T00:30:00.000Z' };
  const times = listAgendaTimes(meeting).map(({ startsAt }) =>
    timeText(startsAt, 'Europe/Berlin', 'clock', 'minute'),
  );
  expect(times).toEqual(['01:30', '01:33', '01:35', '03:10', '03:15', '03:22', '03:26', '03:28']);
});
