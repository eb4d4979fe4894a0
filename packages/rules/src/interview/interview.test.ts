import { interviewReasons, type InterviewReason } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeState,
  isMachineName,
  measureTalk,
  proposeInterviews,
  sendableForm,
  thankYouNote,
  type Interviewee,
} from './index.ts';

const person = (name: string, given: Partial<Interviewee> = {}): Interviewee => ({
  personId: null,
  name,
  team: null,
  manager: null,
  written: 1,
  reasons: [],
  ...given,
});
const reason = (kind: InterviewReason['kind'], text: string = kind): InterviewReason => ({
  kind,
  text,
  evidence: [],
});
const names = (people: Interviewee[]) => proposeInterviews(people).map(({ name }) => name);

describe('people to interview', () => {
  test('the first reason decides, then the next', () => {
    expect(
      names([
        person('expert', { reasons: [reason('expert')] }),
        person('insight', { reasons: [reason('insight')] }),
        person('both', { reasons: [reason('expert'), reason('insight')] }),
        person('blamed', { reasons: [reason('blame'), reason('insight')] }),
        person('none'),
      ]),
    ).toEqual(['blamed', 'both', 'insight', 'expert']);
  });

  test('of one team, and of a person and their manager, the more involved first', () => {
    const two = [reason('expert', 'a'), reason('expert', 'b')];
    expect(
      names([
        person('Ada', { team: 'Search', reasons: [reason('insight')] }),
        person('Bo', { reasons: [reason('lead')] }),
        person('Cy', { team: 'search', reasons: two }),
        person('Di', { manager: 'bo', reasons: two, written: 9 }),
      ]),
    ).toEqual(['Cy', 'Di', 'Bo', 'Ada']);
  });

  test('machines are left out, and people with similar names are not', () => {
    for (const name of ['Deploy Bot', 'alertmanager', 'Scheduler', 'renovate[bot]'])
      expect(isMachineName(name), name).toBe(true);
    for (const name of ['Ada Byron', 'Abbot Lee', 'Jenkinson', 'Petra Roots'])
      expect(isMachineName(name), name).toBe(false);
  });

  test('everyone with a reason is proposed once, whatever the order', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            name: fc.stringMatching(/^[A-Z][a-z]{3,6} [A-Z]{3}$/),
            team: fc.option(fc.constantFrom('a', 'b')),
            manager: fc.constant(null),
            written: fc.nat(9),
            personId: fc.constant(null),
            reasons: fc.array(
              fc.constantFrom(...interviewReasons).map((kind) => reason(kind)),
              {
                maxLength: 4,
              },
            ),
          }),
          { maxLength: 12, selector: ({ name }) => name },
        ),
        (people) => {
          const wanted = people
            .filter(({ name, reasons }) => reasons.length > 0 && !isMachineName(name))
            .map(({ name }) => name);
          expect(names(people).toSorted()).toEqual(wanted.toSorted());
          expect(names(people.toReversed())).toEqual(names(people));
        },
      ),
    ));
});

test('a time schedules an interview, and declining ends it', () => {
  const proposed = { state: 'proposed' as const, startsAt: null };
  const startsAt = '2026-03-02T15:00:00.000Z';
  const scheduled = changeState(proposed, { startsAt });
  expect(scheduled).toEqual({ state: 'scheduled', startsAt });
  expect(changeState(scheduled, { startsAt: null })).toEqual(proposed);
  expect(changeState(scheduled, { state: 'held' })).toEqual({ state: 'held', startsAt });
  expect(changeState({ state: 'held', startsAt }, { startsAt: null }).state).toBe('held');
  expect(() => changeState({ state: 'declined', startsAt }, {})).toThrow('declined');
});

test('what is off the record can not be sent', () => {
  expect(sendableForm('quote')).toBe('quote');
  expect(sendableForm('note')).toBe('fact');
  expect(() => sendableForm('off-record')).toThrow('off the record');
});

test('talk counts the questions that were asked and the words that were written', () => {
  const questions = [
    { text: 'What did you see?', state: 'asked' as const },
    { text: 'What came before and after?', state: 'open' as const },
  ];
  expect(measureTalk(questions, [{ text: 'The alias had two members, don’t ask.' }])).toEqual({
    asked: 4,
    said: 7,
  });
  expect(thankYouNote('Ada Byron', 'Search is empty')).toMatch(/^Hi Ada,\n\n.*“Search is empty”/s);
});
