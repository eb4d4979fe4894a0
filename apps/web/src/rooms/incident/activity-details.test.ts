import type { Activity } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { activityDetails } from './activity-details.ts';

const listDetails = (kind: string, before: unknown, after: unknown) =>
  activityDetails(
    {
      id: '1',
      kind,
      at: '2022-12-06T14:30:00.000Z',
      by: { type: 'system', id: null, name: 'Debrief' },
      incidentId: null,
      subjectId: null,
      before,
      after,
    } satisfies Activity,
    'UTC',
  );

describe('the details of an activity', () => {
  it('show what changed, with old and new value', () => {
    const before = { title: 'A', severity: null, status: 'active' };
    const after = { title: 'B', severity: 'SEV-1', status: 'active' };
    const lines = ['Title: “A” → “B”', 'Severity: not set → “SEV-1”'];
    expect(listDetails('incident.changed', before, after)).toEqual(lines);
    expect(listDetails('event.changed', [before], [after])).toEqual(lines);
  });
  it('use the words of the interface, and show lists only if they changed', () => {
    const before = { status: 'in-review', services: ['search-api'], teams: [] };
    const after = { status: 'closed', services: ['search-api'], teams: ['Search', 'Data'] };
    expect(listDetails('incident.changed', before, after)).toEqual([
      'Status: “In review” → “Closed”',
      'Teams: not set → “Search, Data”',
    ]);
    expect(listDetails('event.changed', [{ type: 'impact' }], [{ type: 'key-moment' }])).toEqual([
      'Event type: “Impact” → “Key moment”',
    ]);
  });
  it('show the counts of an import, and its error', () => {
    const counts = { name: 'a.csv', read: 4267, imported: 4200, duplicates: 60, rejected: 7 };
    const sum = '4,267 read = 4,200 imported + 60 duplicates + 7 rejected';
    expect(listDetails('import.ended', null, { ...counts, state: 'done' })).toEqual([sum]);
    expect(
      listDetails('import.ended', null, {
        ...counts,
        state: 'failed',
        problem: 'The disk is full.',
      }),
    ).toEqual(['Failed', sum, 'The disk is full.']);
  });
  it('show the reason of a redaction or of a follow-up', () => {
    const after = { kind: 'personal-data', reason: 'A caller asked for it', items: 3 };
    expect(listDetails('evidence.redacted', null, after)).toEqual([
      '3 items: personal data',
      'A caller asked for it',
    ]);
    expect(listDetails('evidence.redacted', null, { kind: 'from-elsewhere', items: 1 })).toEqual([
      '1 item: from-elsewhere',
    ]);
    expect(
      listDetails('follow-up.verified', [], [{ text: 'Delete it', verification: 'It is gone' }]),
    ).toEqual(['It is gone']);
  });
  it('are empty for a kind of another version, and tolerate unknown shapes', () => {
    expect(listDetails('safeguard.proven-at-last', {}, {})).toEqual([]);
    for (const strange of [null, 7, 'x', [], [null], { title: 7 }])
      expect(listDetails('event.changed', strange, strange)).toEqual([]);
  });
});
