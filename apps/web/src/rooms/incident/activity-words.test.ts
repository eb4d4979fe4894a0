import type { Activity } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { activityWords } from './activity-words.ts';

const told = (kind: string, before: unknown, after: unknown) =>
  activityWords({
    id: '1',
    kind,
    at: '2022-12-06T14:30:00.000Z',
    by: { type: 'system', id: null, name: 'Debrief' },
    incidentId: null,
    subjectId: null,
    before,
    after,
  } satisfies Activity);

describe('the activity record in words', () => {
  it('says what changed, from what to what', () => {
    const { what, details } = told(
      'incident.changed',
      { title: 'A', severity: null, status: 'active' },
      { title: 'B', severity: 'SEV-1', status: 'active' },
    );
    expect(what).toBe('changed the incident');
    expect(details).toEqual(['Title: “A” → “B”', 'Severity: not set → “SEV-1”']);
  });
  it('gives the account of an import', () => {
    const { what, details } = told('import.ended', null, {
      name: 'a.csv',
      state: 'done',
      read: 4267,
      stored: 4200,
      known: 60,
      rejected: 7,
    });
    expect(what).toBe('imported “a.csv”');
    expect(details).toEqual(['4,267 read = 4,200 stored + 60 known + 7 rejected']);
  });
  it('names events and people', () => {
    expect(told('event.promoted', [], [{ title: 'Alias found' }]).what).toBe(
      'promoted “Alias found”',
    );
    expect(told('hypothesis.ruled-out', [], [{ statement: 'The broker' }]).what).toBe(
      'ruled out the hypothesis “The broker”',
    );
    expect(told('person.merged', [{ name: 'A' }, { name: 'B' }], []).what).toBe(
      'said that A and B are one person',
    );
  });
  it('tells of follow-ups and milestones', () => {
    const followUp = [{ text: 'Delete the script', verification: 'It is gone' }];
    expect(told('follow-up.added', [], followUp).what).toBe(
      'wrote down the follow-up “Delete the script”',
    );
    expect(told('follow-up.verified', followUp, followUp)).toEqual({
      what: 'verified the follow-up “Delete the script”',
      details: ['It is gone'],
    });
    expect(told('milestone.cleared', { kind: 'impact-started' }, null).what).toBe(
      'cleared the milestone “impact started”',
    );
  });
  it('says that words were redacted, and why', () => {
    const after = { kind: 'personal-data', reason: 'A caller asked for it', items: 3 };
    expect(told('evidence.redacted', null, after)).toEqual({
      what: 'redacted words of 3 items of the record: personal data',
      details: ['A caller asked for it'],
    });
    expect(told('evidence.redacted', null, { kind: 'from-elsewhere', items: 1 }).what).toBe(
      'redacted words of an item of the record: from-elsewhere',
    );
  });
  it('tells a kind that it does not know, and is not upset by a strange shape', () => {
    expect(told('hypothesis.ruled-out', null, null)).toEqual({
      what: 'hypothesis ruled out',
      details: [],
    });
    expect(told('safeguard.proven-at-last', {}, {})).toEqual({
      what: 'safeguard proven at last',
      details: [],
    });
    for (const strange of [null, 7, 'x', [], [null], { title: 7 }])
      expect(told('event.changed', strange, strange).what).toMatch(/^changed/);
  });
});
