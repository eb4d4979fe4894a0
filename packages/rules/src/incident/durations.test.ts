import { MilestoneKind, Precision, Status, type Milestone } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculateDurations } from './durations.ts';

describe('durations', () => {
  const anySet = fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...MilestoneKind.options),
      at: fc
        .integer({ min: 0, max: 10_000 })
        .map((minutes) => new Date(Date.UTC(2026, 2, 2) + minutes * 60_000).toISOString()),
      precision: fc.constantFrom(...Precision.options),
    }),
    { selector: (one) => one.kind },
  );
  const now = new Date('2026-03-20T00:00:00Z');

  test('are between two milestones, run until the incident is over, and are never guessed', () => {
    fc.assert(
      fc.property(anySet, fc.constantFrom(...Status.options), (milestones, status) => {
        const at = (kind: Milestone['kind']) => milestones.find((one) => one.kind === kind)?.at;
        for (const duration of calculateDurations(milestones, { status, now })) {
          const [from, to] = [at(duration.from), at(duration.to)];
          const goesOn = status === 'triage' || status === 'active' || status === 'paused';
          if (from && to)
            expect(duration).toMatchObject(
              from <= to
                ? { status: 'value', ms: Date.parse(to) - Date.parse(from) }
                : { status: 'invalid', ms: null },
            );
          else if (from && goesOn)
            expect(duration).toMatchObject({
              status: 'running',
              ms: now.getTime() - Date.parse(from),
            });
          else expect(duration).toMatchObject({ status: 'missing', ms: null });
        }
      }),
    );
  });

  test('have the precision of the less precise end', () => {
    const set = [
      { kind: 'detected' as const, at: '2026-03-02T10:00:00Z', precision: 'minute' as const },
      { kind: 'resolved' as const, at: '2026-03-02T11:00:00Z', precision: 'about' as const },
    ];
    const found = calculateDurations(set, { status: 'closed', now }).find(
      (one) => one.name === 'to-resolve',
    );
    expect(found).toEqual({
      name: 'to-resolve',
      from: 'detected',
      to: 'resolved',
      status: 'value',
      ms: 3_600_000,
      precision: 'about',
    });
  });

  test('that would start in the future do not run', () => {
    const set = [
      { kind: 'detected' as const, at: '2026-04-01T00:00:00Z', precision: 'exact' as const },
    ];
    expect(
      calculateDurations(set, { status: 'active', now }).find((one) => one.name === 'to-resolve'),
    ).toMatchObject({ status: 'invalid', ms: null });
  });
});
