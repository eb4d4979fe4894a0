import fc from 'fast-check';
import type { Evidence, Finding, Milestone, Milestones } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { deriveStatus } from '../investigation/index.ts';
import {
  citation,
  decision,
  event,
  factor,
  hypothesis,
  impact,
  minute,
  question,
  startMs,
  unknownFinding,
} from './mask.fixture.ts';
import {
  maskEvent,
  maskEvents,
  maskEvidence,
  maskFinding,
  maskFindings,
  maskLinks,
  readOnly,
} from './mask.ts';
import { maskMilestones } from './mask-milestones.ts';
import { createMask, listTimes as listMaskTimes } from './masked-items.ts';
import { countUntil } from './count-until.ts';
import { listMoments, stepMoment } from './moments.ts';

const ms = (number: number) => startMs + number * 60_000;
const seed = { seed: 30, numRuns: 300 };
const anyMinute = fc.integer({ min: 0, max: 60 });
const made = fc.record({
  at: anyMinute,
  known: anyMinute,
  cited: fc.uniqueArray(anyMinute, { maxLength: 4 }),
  end: anyMinute,
});
const anyEvent = fc.tuple(fc.uuid(), made).map(([id, fields]) => event(id, fields));
const update = fc.record({
  kind: fc.constantFrom('tested', 'supported', 'ruled-out', 'confirmed', 'reopened'),
  at: anyMinute,
  cited: fc.uniqueArray(anyMinute, { maxLength: 2 }),
});
const anyHypothesis = fc
  .tuple(fc.uuid(), anyMinute, fc.array(update, { maxLength: 5 }))
  .map(([id, at, steps]) =>
    hypothesis(
      id,
      at,
      steps.map((step) => ({ ...step, at: Math.max(at, step.at) })).toSorted((a, b) => a.at - b.at),
    ),
  );
const anyFinding: fc.Arbitrary<Finding> = fc.oneof(
  anyHypothesis,
  fc.tuple(fc.uuid(), anyMinute).map(([id, at]) => decision(id, at)),
  fc
    .tuple(fc.uuid(), anyMinute, fc.uniqueArray(anyMinute, { maxLength: 3 }))
    .map(([id, at, cited]) => question(id, at, cited)),
  fc.tuple(fc.uuid(), made).map(([id, fields]) => factor(id, fields)),
  fc.tuple(fc.uuid(), made).map(([id, fields]) => impact(id, fields)),
  fc.tuple(fc.uuid(), anyMinute).map(([id, at]) => unknownFinding(id, at)),
);

/** Every time in a value, at any depth, except when it was added. */
function listTimes(value: unknown): number[] {
  const written = new Set(['createdAt', 'updatedAt']);
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? [Date.parse(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => (written.has(name) ? [] : listTimes(one)));
}

describe('at every time', () => {
  test('nothing is shown that was known later, at any depth', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyFinding), anyMinute, (events, findings, t) => {
        const shown = [maskEvents(events, ms(t)), maskFindings(findings, ms(t))];
        for (const time of listTimes(shown)) expect(time).toBeLessThanOrEqual(ms(t));
      }),
      seed,
    );
  });

  test('what is shown stays shown, with all that it said', () => {
    const ids = (all: readonly { id: string }[]) => new Set(all.map(({ id }) => id));
    const citationsIn = (all: readonly { id: string; citations: readonly { id: string }[] }[]) =>
      new Set(all.flatMap(({ id, citations }) => citations.map((one) => `${id} ${one.id}`)));
    fc.assert(
      fc.property(
        fc.array(anyEvent),
        fc.array(anyFinding),
        anyMinute,
        anyMinute,
        (events, findings, one, other) => {
          const [early, late] = [Math.min(one, other), Math.max(one, other)];
          const [before, after] = [early, late].map((t) => [
            ...maskEvents(events, ms(t)),
            ...maskFindings(findings, ms(t)),
          ]);
          expect(ids(after ?? [])).toEqual(ids([...(before ?? []), ...(after ?? [])]));
          expect(citationsIn(after ?? [])).toEqual(
            citationsIn([...(before ?? []), ...(after ?? [])]),
          );
        },
      ),
      seed,
    );
  });

  test('the status of a hypothesis is that of its replay', () => {
    fc.assert(
      fc.property(anyHypothesis, anyMinute, (one, t) => {
        const shown = maskFinding(one, ms(t));
        expect(shown === null).toBe(Date.parse(one.at) > ms(t));
        if (!shown) return;
        const replayed = one.steps.filter((step) => Date.parse(step.at) <= ms(t));
        expect(shown.status).toBe(deriveStatus(replayed));
        expect(shown.steps).toHaveLength(replayed.length);
        expect(shown.lesson).toBe('');
      }),
      seed,
    );
  });

  test('nothing that is masked can be edited, so that no one saves the hidden fields away', () => {
    fc.assert(
      fc.property(anyEvent, anyFinding, (one, finding) => {
        expect(maskEvent(one, ms(100))?.can.change).toBe(false);
        expect(maskFinding(finding, ms(100))?.can.change).toBe(false);
      }),
      seed,
    );
  });
});

describe('later fields', () => {
  test('of a decision, factor and impact are empty, what was known then stays', () => {
    expect(maskFinding(decision('d', 1), ms(50))).toMatchObject({ outcome: '', whySpeed: '' });
    const fields = { at: 1, known: 2, cited: [1, 30], end: 40 };
    expect(maskFinding(factor('f', fields), ms(10))).toMatchObject({
      belief: 'the alias has five members',
      reality: '',
      citations: [{ id: 'c1' }],
    });
    expect(maskFinding(impact('i', fields), ms(10))).toMatchObject({
      who: 'vendors',
      howMany: null,
      calculation: '',
      windows: [{ from: minute(1), until: null }],
    });
    expect(maskFinding(impact('i', fields), ms(40))).toMatchObject({
      windows: [{ from: minute(1), until: minute(40) }],
    });
  });

  test('the answer of a question appears with the last of its evidence', () => {
    const asked = question('q', 5, [5, 20, 30]);
    expect(maskFinding(asked, ms(29))).toMatchObject({ answer: '', isAnswered: false });
    expect(maskFinding(asked, ms(30))).toMatchObject({ answer: 'the daily job', isAnswered: true });
    expect(maskFinding(question('q', 5, [5]), ms(60))).toMatchObject({ answer: '' });
  });

  test('a finding of a new type is shown from its time, in full', () => {
    expect(maskFinding(unknownFinding('n', 5), ms(4))).toBeNull();
    expect(maskFinding(unknownFinding('n', 5), ms(5))).toMatchObject({ outcome: 'it worked' });
  });

  test('a citation of words that were edited later is hidden', () => {
    const edited = citation(3, { revisedAt: minute(20) });
    const one = { ...event('e', { at: 1, known: 3, cited: [], end: 0 }), citations: [edited] };
    expect(maskEvent(one, ms(19))?.citations).toEqual([]);
    expect(maskEvent(one, ms(20))?.citations).toMatchObject([{ hasChangedSince: false }]);
  });

  test('links need both factors', () => {
    const link = { id: 'l', from: 'a', to: 'b', kind: 'led-to' as const };
    expect(maskLinks([link], [{ id: 'a' }])).toEqual([]);
    expect(maskLinks([link], [{ id: 'a' }, { id: 'b' }])).toEqual([link]);
  });
});

test('later milestones are not there, and durations run', () => {
  const milestone = (kind: 'detected' | 'resolved', at: number) => ({
    kind,
    at: minute(at),
    precision: 'exact' as const,
    eventId: null,
    note: '',
    setAt: minute(9000),
    setBy: { type: 'account' as const, id: 'a', name: 'Ada' },
    version: 1,
  });
  const all: Milestones = {
    milestones: [milestone('detected', 10), milestone('resolved', 40)],
    durations: [],
    phases: [],
    deadlines: [],
    can: { change: true },
  };
  const before = maskMilestones(all, [], ms(25));
  expect(before.milestones.map(({ kind }) => kind)).toEqual(['detected']);
  expect(before.durations.filter(({ status }) => status === 'running')).not.toEqual([]);
  expect(before.durations.filter(({ status }) => status === 'value')).toEqual([]);
  const running = before.durations.find(({ from, to }) => from === 'detected' && to === 'resolved');
  if (running) expect(running).toMatchObject({ status: 'running', ms: 15 * 60_000 });
});

test('a milestone that was set from an event is known with the event', () => {
  const started: Milestone = {
    kind: 'impact-started',
    at: minute(5),
    precision: 'exact',
    eventId: 'e',
    note: '',
    setAt: minute(9000),
    setBy: { type: 'account', id: 'a', name: 'Ada' },
    version: 1,
  };
  const events = [event('e', { at: 5, known: 20, cited: [], end: 0 })];
  const all = {
    milestones: [started],
    durations: [],
    phases: [],
    deadlines: [],
    can: readOnly.can,
  };
  const count = (at: number) => maskMilestones(all, events, ms(at)).milestones.length;
  expect([count(5), count(19), count(20)]).toEqual([0, 0, 1]);
  const [moment] = listMoments({ events: [], findings: [], milestones: [started] });
  expect(moment?.atMs).toBe(ms(5));
  expect(listMoments({ events, findings: [], milestones: [started] })).toMatchObject([
    { atMs: ms(20), label: 'impact started' },
  ]);
});

describe('an item of the record', () => {
  const alert = {
    knownAt: null,
    occurredAt: minute(5),
    untilAt: minute(30),
    details: {
      reactions: [{ name: 'tada', by: ['Wren'] }],
      fields: { status: 'resolved', severity: 'critical' },
    },
    citedBy: ['e'],
    citedIn: [],
  } as unknown as Evidence;

  test('says how it ended only when it had ended, and never who reacted', () => {
    expect(maskEvidence(alert, ms(4))).toBeNull();
    expect(maskEvidence(alert, ms(29))).toMatchObject({
      untilAt: null,
      details: { fields: { severity: 'critical' } },
      citedBy: [],
    });
    expect(maskEvidence(alert, ms(29))?.details.fields).not.toHaveProperty('status');
    expect(maskEvidence(alert, ms(30))?.details).toEqual({ fields: alert.details.fields });
  });

  test('is known when its source says, before or after it occurred', () => {
    expect(maskEvidence({ ...alert, knownAt: minute(9) }, ms(8))).toBeNull();
    expect(maskEvidence({ ...alert, knownAt: minute(1) }, ms(2))).not.toBeNull();
  });
});

describe('a mask that is asked for one time after another', () => {
  test('shows the same as one that is asked once, in any order of times', () => {
    const times = fc.array(anyMinute, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyFinding), times, (events, findings, all) => {
        const [showEvents, showFindings] = [
          createMask(events, maskEvent),
          createMask(findings, maskFinding),
        ];
        for (const t of all) {
          expect(showEvents(ms(t))).toEqual(maskEvents(events, ms(t)));
          expect(showFindings(ms(t))).toEqual(maskFindings(findings, ms(t)));
        }
      }),
      seed,
    );
  });

  test('returns the same objects while nothing changes', () => {
    const one = event('e', { at: 5, known: 5, cited: [9], end: 0 });
    const show = createMask([one], maskEvent);
    const shown = show(ms(6));
    expect(show(ms(8))).toBe(shown);
    expect(show(ms(9))).not.toBe(shown);
    expect(listMaskTimes(one)).toEqual([ms(5), ms(9)]);
  });
});

describe('marked moments', () => {
  const moments = listMoments({
    events: [event('a', { at: 5, known: 8, cited: [], end: 0 })],
    findings: [hypothesis('h', 10, [{ kind: 'ruled-out', at: 12 }])],
    milestones: [{ kind: 'detected', at: minute(8), eventId: null }],
  });

  test('are when something became known, each time once', () => {
    expect(moments).toEqual([
      { atMs: ms(8), label: 'detected' },
      { atMs: ms(10), label: 'Hypothesis h' },
      { atMs: ms(12), label: 'ruled out: Hypothesis h' },
    ]);
  });

  test('are walked in both directions, from any time', () => {
    expect(stepMoment(moments, ms(8), 1)?.atMs).toBe(ms(10));
    expect(stepMoment(moments, ms(9), 1)?.atMs).toBe(ms(10));
    expect(stepMoment(moments, ms(9), -1)?.atMs).toBe(ms(8));
    expect(stepMoment(moments, ms(8), -1)).toBeNull();
    expect(stepMoment(moments, ms(12), 1)).toBeNull();
  });

  test('are found by halving', () => {
    fc.assert(
      fc.property(fc.array(anyMinute), anyMinute, (all, t) => {
        const times = all.toSorted((a, b) => a - b);
        expect(countUntil(times, t)).toBe(times.filter((one) => one <= t).length);
      }),
      seed,
    );
  });
});
