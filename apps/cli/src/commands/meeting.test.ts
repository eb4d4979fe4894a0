import type { IncidentMeeting, Meeting, MeetingChange } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2026-03-02T10:00:00.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const meeting: Meeting = {
  id: anId,
  incidentId: anId,
  incidentRef: 'INC-2',
  incidentTitle: 'Search is empty',
  startsAt: '2026-03-31T14:00:00.000Z',
  minutes: 60,
  zone: 'UTC',
  place: 'Room\u001B[2J 3',
  facilitator: { type: 'person', name: 'Cleo' },
  noteTaker: null,
  invited: [{ accountId: anId, name: 'Ada', email: null }],
  agenda: [{ id: anId, kind: 'narrative', title: 'The narrative', minutes: 35 }],
  state: 'planned',
  startedAt: null,
  endedAt: null,
  questions: [
    { id: anId, text: 'Who reads it?', by: 'Ada', accountId: anId, at, state: 'open', answer: '' },
  ],
  ideas: [],
  attendees: [{ id: anId, accountId: anId, name: 'Ada', at }],
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 3,
  can: { change: true },
};
const few = { count: null, words: 'fewer than five' };
const shown: IncidentMeeting = {
  meeting,
  position: null,
  attendance: [{ id: anId, independence: 'adjacent' }],
  own: { hasRead: false, learned: [], survey: null },
  totals: { read: few, learned: few, lines: [], survey: null },
  lastChange: null,
  can: { change: true, takePart: true },
};
const change: MeetingChange = { meetings: [meeting], removed: [], activityId: '12' };

const cli = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });

describe('debrief meeting', () => {
  test('shows the plan, the counts and the agenda', async () => {
    const { out } = await cli({ 'meeting.get': () => shown }).run('meeting', 'INC-2');
    expect(out).toContain('60 min  planned');
    expect(out).toContain('Attended: 1, of these 1 were not involved');
    expect(out).toContain('Learned something: fewer than five');
    expect(out).toContain('35 min  The narrative');
    expect(out).not.toContain('\u001B');
  });

  test('plans on the version that it read, and keeps who is invited', async () => {
    const planned: unknown[] = [];
    const { run } = cli({
      'meeting.get': () => shown,
      'meeting.plan': (input) => (planned.push(input), change),
    });
    const { out } = await run(
      'meeting',
      'plan',
      'INC-2',
      '--at',
      '2026-03-31T14:00:00Z',
      '--invite',
      'jon@example.org',
    );
    expect(planned).toEqual([
      {
        incident: 'INC-2',
        version: 3,
        startsAt: '2026-03-31T14:00:00Z',
        invited: [
          { type: 'account', accountId: anId },
          { type: 'person', name: 'jon', email: 'jon@example.org' },
        ],
      },
    ]);
    expect(out).toContain('debrief meeting undo 12');
  });

  test('lists questions, and says what to do first without a meeting', async () => {
    const { run } = cli({ 'meeting.get': () => shown });
    expect((await run('meeting', 'questions', 'INC-2')).out).toContain('Who reads it?');
    const none = cli({ 'meeting.get': () => ({ ...shown, meeting: null }) });
    expect((await none.run('meeting', 'INC-2')).out).toContain('debrief meeting plan INC-2');
  });
});
