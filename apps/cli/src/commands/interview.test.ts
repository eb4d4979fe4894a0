import type { Interview, OwnInterview } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const quote: OwnInterview['quotes'][number] = {
  id: anId,
  form: 'quote',
  text: 'It looked right',
  state: 'sent',
  answeredAt: null,
  promoted: null,
  version: 3,
};
const own: OwnInterview = {
  id: anId,
  incidentRef: 'INC-2',
  incidentTitle: 'Search is empty',
  state: 'scheduled',
  interviewers: [{ accountId: anId, name: 'Edith' }],
  scribe: null,
  startsAt: '2026-03-02T15:00:00.000Z',
  minutes: 45,
  place: 'Room\u001B[2J 2',
  consent: '',
  quotes: [quote],
};
const interview: Interview = {
  ...own,
  incidentId: anId,
  person: { personId: anId, accountId: null, name: 'Ada Byron' },
  questions: [{ id: anId, text: 'What did you see?', state: 'asked', cue: null, quote: null }],
  lines: [
    {
      id: anId,
      kind: 'quote',
      text: 'It looked right',
      at: own.startsAt ?? '',
      by: 'E',
      version: 1,
    },
  ],
  quotes: [{ ...quote, lineId: anId }],
  version: 1,
  can: { write: true, promote: true },
};

const cli = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });

describe('debrief interview', () => {
  test('proposes people with reasons', async () => {
    const { run } = cli({
      'interview.proposals': () => ({
        items: [
          {
            personId: anId,
            name: 'Ada',
            team: null,
            reasons: [{ kind: 'called', text: 'Was called in', evidence: [] }],
          },
        ],
      }),
    });
    expect((await run('interview', 'propose', 'INC-2')).out).toContain('Was called in');
  });

  test('plans one with a person of the record, or with a name', async () => {
    const planned: unknown[] = [];
    const { run } = cli({
      'people.list': () => ({
        participants: [],
        suggestions: [],
        profiles: [],
        profileQuestions: [],
      }),
      'interview.plan': (input) => (planned.push(input), interview),
    });
    const at = '2026-03-02T15:00:00Z';
    const { out } = await run('interview', 'plan', 'INC-2', 'Zoe', '--at', at);
    expect(planned).toEqual([{ incident: 'INC-2', person: { name: 'Zoe' }, startsAt: at }]);
    expect(out).toContain('[asked] What did you see?');
    expect((await run('interview', 'plan', 'INC-2', 'Zoe', '--at', 'soon')).code).not.toBe(0);
  });

  test('writes a line, and answers a quote on the version that it read', async () => {
    const sent: unknown[] = [];
    const { run } = cli({
      'interview.writeLine': (input) => (sent.push(input), interview),
      'interview.mine': () => ({ items: [own] }),
      'interview.answerQuote': (input) => (sent.push(input), { items: [own] }),
    });
    await run('interview', 'note', anId, 'It looked right', '--kind', 'quote');
    const { out } = await run('interview', 'approve', anId, 'It looked fine');
    expect(sent).toMatchObject([
      { id: anId, version: null, kind: 'quote', text: 'It looked right' },
      { id: anId, version: 3, answer: 'change', text: 'It looked fine' },
    ]);
    expect(out).not.toContain('\u001B');
    expect((await run('interview', 'withdraw', 'other')).err).toContain('no quote');
  });
});
