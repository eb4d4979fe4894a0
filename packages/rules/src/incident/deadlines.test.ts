import type { Impact } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { listDeadlines, listPhases, measureImpact } from './index.ts';

const at = (
  kind: 'aware' | 'nis2-notification' | 'cra-early-warning' | 'mitigated',
  time: string,
) => ({
  kind,
  at: time,
});
const now = new Date('2026-03-03T12:00:00Z');
const hour = 3_600_000;

describe('deadlines of reports', () => {
  it('wait until it is known when people became aware', () => {
    expect(listDeadlines(['gdpr'], [], now)).toEqual([
      {
        obligation: 'gdpr',
        milestone: 'gdpr-notification',
        dueAt: null,
        status: 'waiting',
        ms: null,
      },
    ]);
  });

  it('count 24 and 72 hours from there, and the final report from the notification', () => {
    const aware = at('aware', '2026-03-02T08:00:00.000Z');
    expect(
      listDeadlines(['nis2'], [aware], now).map(({ dueAt, status, ms }) => [dueAt, status, ms]),
    ).toEqual([
      ['2026-03-03T08:00:00.000Z', 'overdue', 4 * hour],
      ['2026-03-05T08:00:00.000Z', 'open', 44 * hour],
      [null, 'waiting', null],
    ]);
    const sent = at('nis2-notification', '2026-03-05T09:00:00.000Z');
    expect(listDeadlines(['nis2'], [aware, sent], now).slice(1)).toMatchObject([
      { status: 'late', ms: hour },
      { status: 'open', dueAt: '2026-04-05T09:00:00.000Z' },
    ]);
  });

  it('count the final report of a vulnerability 14 days from the mitigation', () => {
    const milestones = [
      at('aware', '2026-03-02T08:00:00.000Z'),
      at('cra-early-warning', '2026-03-03T08:00:00.000Z'),
      at('mitigated', '2026-03-04T00:00:00.000Z'),
    ];
    expect(
      listDeadlines(['cra-vulnerability'], milestones, now).map(({ dueAt, status }) => [
        dueAt,
        status,
      ]),
    ).toEqual([
      ['2026-03-03T08:00:00.000Z', 'met'],
      ['2026-03-05T08:00:00.000Z', 'open'],
      ['2026-03-18T00:00:00.000Z', 'open'],
    ]);
  });

  it.each([
    ['2026-01-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z'],
    ['2028-01-30T10:00:00.000Z', '2028-02-29T10:00:00.000Z'],
    ['2026-12-15T10:00:00.000Z', '2027-01-15T10:00:00.000Z'],
    ['2026-03-31T23:30:00.000Z', '2026-04-30T23:30:00.000Z'],
  ])('a month after %s ends at %s', (from, until) => {
    const [, , report] = listDeadlines(['nis2'], [at('nis2-notification', from)], now);
    expect(report?.dueAt).toBe(until);
  });
});

describe('phases', () => {
  const set = (kind: 'impact-started' | 'detected' | 'mitigated', minute: number) => ({
    kind,
    at: new Date(Date.UTC(2026, 2, 3, 10, minute)).toISOString(),
    precision: 'exact' as const,
  });
  const read = (milestones: ReturnType<typeof set>[], status: 'active' | 'closed') =>
    listPhases(milestones, { status, now }).map(({ name, ms, status }) => [name, status, ms]);

  it('lie between the milestones; the last one is running while the incident is', () => {
    const milestones = [set('impact-started', 0), set('detected', 30), set('mitigated', 60)];
    expect(read(milestones, 'active')).toEqual([
      ['undetected', 'value', hour / 2],
      ['response', 'value', hour / 2],
      ['recovery', 'running', hour],
    ]);
    expect(read(milestones, 'closed')[2]).toEqual(['recovery', 'missing', null]);
  });

  it('are missing without a milestone, and invalid if one comes too early', () => {
    expect(read([set('impact-started', 40), set('detected', 30)], 'closed')).toEqual([
      ['undetected', 'invalid', null],
      ['response', 'missing', null],
      ['recovery', 'missing', null],
    ]);
  });
});

describe('impact windows', () => {
  const hourText = (hour: number) => new Date(Date.UTC(2026, 2, 3, hour)).toISOString();
  const event = (from: number, until: number | null) => ({
    id: `${from}`,
    type: 'impact' as const,
    title: 'Slow',
    at: hourText(from),
    until: until === null ? null : hourText(until),
  });
  const impact = (...ranges: [number, number | null][]): Impact => {
    const windows = ranges.map(([from, until]) => ({
      from: hourText(from),
      until: until === null ? null : hourText(until),
    }));
    const blank = { statement: 'Orders fail', type: 'impact', id: 'finding', windows };
    return blank as Impact;
  };

  it('are added up, with overlaps counted once', () => {
    const events = [event(8, 9), event(1, 3), event(2, 3), event(5, null)];
    const found = measureImpact(events, [impact([2, 4])], { isOngoing: false, now });
    expect(found.windows.map(({ id }) => id)).toEqual(['1', '2', 'finding', '8']);
    expect(found.ms).toBe(4 * hour);
  });

  it('ignore other types of events', () => {
    const other = { ...event(1, 2), type: 'repair' as const };
    expect(measureImpact([other], [], { isOngoing: true, now })).toEqual({ windows: [], ms: null });
  });

  it('without an end are running, or make the total unknown', () => {
    const findings = [impact([1, 2], [10, null])];
    expect(measureImpact([], findings, { isOngoing: true, now })).toMatchObject({
      windows: [{ status: 'value' }, { status: 'running', ms: 2 * hour }],
      ms: 3 * hour,
    });
    expect(measureImpact([], findings, { isOngoing: false, now })).toMatchObject({
      windows: [{ status: 'value' }, { status: 'missing', ms: null }],
      ms: null,
    });
  });
});
