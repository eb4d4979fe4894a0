import fc from 'fast-check';
import type { EvidenceKind } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { findClockTimes } from './clock.ts';
import { findIdentifiers } from './identifiers.ts';
import { needsMention, resolveFindingKnown, resolveKnown, type CitedTime } from './known-since.ts';

const at = (clock: string) => `2022-12-06T${clock}:00.000Z`;
const cite = (kind: EvidenceKind, clock: string, evidenceId = `${kind} ${clock}`): CitedTime => ({
  evidenceId,
  kind,
  knownAt: at(clock),
});
const claim = (clock: string, citations: CitedTime[], knownAt: string | null = null) => ({
  at: at(clock),
  knownAt,
  citations,
});

describe('when a claim became known', () => {
  test('is when people first said it, not when the change was made', () => {
    const deploy = claim('10:00', [
      cite('change', '10:00'),
      cite('message', '14:40'),
      cite('alert', '14:31'),
    ]);
    expect(resolveKnown(deploy, null)).toEqual({
      at: at('14:31'),
      basis: 'first-mention',
      evidenceId: 'alert 14:31',
    });
  });

  test('is never before it happened', () => {
    const planned = claim('10:00', [cite('message', '09:00')]);
    expect(resolveKnown(planned, null).at).toBe(at('10:00'));
  });

  test('is the first mention in the record if no one is cited, else its own time', () => {
    const deploy = claim('10:00', [cite('change', '10:00'), cite('document', '18:00')]);
    expect(needsMention(deploy)).toBe(true);
    expect(resolveKnown(deploy, { evidenceId: 'm', at: at('14:35') })).toEqual({
      at: at('14:35'),
      basis: 'first-mention',
      evidenceId: 'm',
    });
    expect(resolveKnown(deploy, null)).toMatchObject({ at: at('10:00'), basis: 'own-time' });
  });

  test('is what a person confirmed, before any proposal', () => {
    const deploy = claim('10:00', [cite('message', '14:40')], at('14:20'));
    expect(needsMention(deploy)).toBe(false);
    expect(resolveKnown(deploy, null)).toMatchObject({ at: at('14:20'), basis: 'confirmed' });
    // The event was moved after it was confirmed.
    expect(resolveKnown({ ...deploy, at: at('15:00') }, null).at).toBe(at('15:00'));
  });

  test('of what responders made themselves is its own time', () => {
    const one = claim('14:31', [cite('message', '18:00')]);
    for (const type of ['hypothesis', 'decision', 'question', 'observation'] as const)
      expect(resolveFindingKnown(type, one, null)).toMatchObject({ at: one.at, basis: 'own-time' });
    for (const type of ['factor', 'impact', 'contradiction'] as const)
      expect(resolveFindingKnown(type, one, null).at).toBe(at('18:00'));
  });

  test('of a conclusion is when all that it cites had been said', () => {
    const one = claim('10:00', [cite('message', '10:05'), cite('message', '14:40')]);
    expect(resolveFindingKnown('factor', one, null)).toMatchObject({
      at: at('14:40'),
      evidenceId: 'message 14:40',
    });
    expect(resolveKnown(one, null).at).toBe(at('10:05'));
  });

  test('is at or after its own time, whatever is cited', () => {
    const kinds: EvidenceKind[] = ['message', 'change', 'document', 'alert'];
    const minute = fc
      .integer({ min: 0, max: 59 })
      .map((value) => `10:${String(value).padStart(2, '0')}`);
    const anyCite = fc.record({ kind: fc.constantFrom(...kinds), clock: minute });
    fc.assert(
      fc.property(minute, fc.array(anyCite), fc.option(minute), (own, cites, confirmed) => {
        const known = resolveKnown(
          claim(
            own,
            cites.map((one) => cite(one.kind, one.clock)),
            confirmed && at(confirmed),
          ),
          null,
        );
        expect(known.at >= at(own)).toBe(true);
        expect(known.basis === 'confirmed').toBe(confirmed !== null);
      }),
      { seed: 30 },
    );
  });
});

test('identifiers are exact names of one thing', () => {
  expect(
    findIdentifiers([
      'storefront 3.118.0 at 2:19, only /cart/estimate',
      'SRCH-1482: see skus_20221206 and e32e6b7451 on db-7.example',
    ]),
  ).toEqual(['3.118.0', 'srch-1482', 'skus_20221206', 'e32e6b7451', 'db-7.example']);
});

test.each([
  'the broker is fine',
  'lag 18,204 (threshold 5,000) for 5min',
  'p99 180 ms, errors 0.02 %',
  'since 19:02 on 2022-12-06',
  'defaced facade 1234567',
])('“%s” names nothing that only one thing has', (text) => {
  expect(findIdentifiers([text])).toEqual([]);
});

test('many identifiers cost no more than a few', async () => {
  await expect((size: number) => findIdentifiers(['a-1_'.repeat(size)])).toScale(20_000);
});

describe('a clock time', () => {
  const day = (zone: string, from: string, until: string) => ({
    zone,
    fromMs: Date.parse(from),
    untilMs: Date.parse(until),
  });

  test('is found on each day of an incident, in its zone', () => {
    const span = day('America/New_York', '2022-12-06T12:00:00Z', '2022-12-07T23:00:00Z');
    expect(findClockTimes('14:34', span)).toEqual([
      '2022-12-06T19:34:00.000Z',
      '2022-12-07T19:34:00.000Z',
    ]);
    expect(findClockTimes('24:00', span)).toBeNull();
    expect(findClockTimes('tea time', span)).toBeNull();
  });

  test('exists twice when clocks go back, and not when they go forward', () => {
    const zone = 'Europe/Berlin';
    expect(
      findClockTimes('02:30', day(zone, '2026-10-24T22:00:00Z', '2026-10-25T20:00:00Z')),
    ).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
    expect(
      findClockTimes('02:30', day(zone, '2026-03-28T23:00:00Z', '2026-03-29T20:00:00Z')),
    ).toEqual([]);
  });
});
