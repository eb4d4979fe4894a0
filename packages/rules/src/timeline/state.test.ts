import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CitationRow } from '../citation.ts';
import {
  applyEventChange,
  mergeEventStates,
  buildEvent,
  split,
  toEventTitle,
  type Cited,
  type EventState,
} from './state.ts';

const start = Date.parse('2026-03-02T08:00:00Z');
const anyInstant = fc
  .integer({ min: 0, max: 600 })
  .map((minutes) => new Date(start + minutes * 60_000).toISOString());
const anyCitation: fc.Arbitrary<CitationRow> = fc.record({
  id: fc.uuid(),
  evidenceId: fc.constantFrom('e1', 'e2', 'e3', 'e4'),
  quoteStart: fc.constant(null),
  quoteEnd: fc.constant(null),
  part: fc.constant(null),
  stance: fc.constantFrom('supports', 'contradicts'),
});
const anyCitations = fc.uniqueArray(anyCitation, {
  selector: (one) => `${one.evidenceId} ${one.stance}`,
  maxLength: 6,
});
const anyEvent: fc.Arbitrary<EventState> = fc
  .record({
    id: fc.uuid(),
    title: fc.string({ minLength: 1 }),
    text: fc.string(),
    at: anyInstant,
    lasting: fc.option(fc.integer({ min: 1, max: 90 })),
    citations: anyCitations,
    recollectionOf: fc.option(fc.string({ minLength: 1 })),
  })
  .map(({ lasting, ...event }) => ({
    ...event,
    until:
      lasting === null ? null : new Date(Date.parse(event.at) + lasting * 60_000).toISOString(),
    precision: 'exact',
    type: 'context',
    perspective: { type: 'shared' },
    knownAt: null,
    isRemoved: false,
    version: 1,
  }));

/** What is true for every event that the rules accept. */
function expectSettled(event: EventState): void {
  if (event.until !== null) expect(event.until > event.at).toBe(true);
  if (event.citations.length === 0) expect(event.recollectionOf).toBeTruthy();
  expect(event.title).not.toBe('');
}

const toCited = (citations: readonly CitationRow[]): Cited[] =>
  [...new Set(citations.map((one) => one.evidenceId))].map((id) => ({
    id,
    text: `text of ${id}`,
    precision: 'exact',
    at: new Date(start + Number(id.slice(1)) * 60_000),
    until: null,
  }));

describe('an event', () => {
  test('added from evidence starts with the earliest of it', () => {
    fc.assert(
      fc.property(anyCitations, (citations) => {
        const cited = toCited(citations);
        const ask = () =>
          buildEvent({ incident: 'INC-1' }, { rows: citations, cited }, { id: 'new', name: 'Ada' });
        if (cited.length === 0) {
          expect(ask).toThrow('needs a title and a time');
          return;
        }
        const event = ask();
        expectSettled(event);
        expect(event.at).toBe(
          new Date(Math.min(...cited.map((one) => one.at.getTime()))).toISOString(),
        );
      }),
    );
  });

  test('keeps fields that a change does not name, and the ids of kept citations', () => {
    fc.assert(
      fc.property(anyEvent, anyCitations, (event, citations) => {
        const next = applyEventChange(
          event,
          { id: event.id, version: 1, title: 'New' },
          null,
          'Ada',
        );
        expect({ ...next, title: event.title, recollectionOf: event.recollectionOf }).toEqual(
          event,
        );
        const cited = applyEventChange(event, { id: event.id, version: 1 }, citations, 'Ada');
        for (const one of cited.citations) {
          const before = event.citations.find(
            (other) => other.evidenceId === one.evidenceId && other.stance === one.stance,
          );
          if (before) expect(one.id).toBe(before.id);
        }
        expectSettled(cited);
      }),
    );
  });

  test('of another perspective is not merged: no account is lost', () => {
    const [one, other] = fc.sample(anyEvent, { numRuns: 2, seed: 1 });
    if (!one || !other) throw new Error('no events');
    const support = { ...other, perspective: { type: 'team' as const, team: 'Support' } };
    expect(() => mergeEventStates([one, support], 'Ada')).toThrow(/different perspectives/);
    expect(
      mergeEventStates([{ ...one, perspective: support.perspective }, support], 'Ada'),
    ).toMatchObject({ perspective: { team: 'Support' } });
  });

  test('merged from several spans them all and loses no evidence and no words', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 2, maxLength: 5 }), (events) => {
        const event = mergeEventStates(events, 'Ada');
        expectSettled(event);
        for (const one of events) {
          expect(event.at <= one.at).toBe(true);
          expect((event.until ?? event.at) >= (one.until ?? one.at)).toBe(true);
          expect(`${event.title}\n${event.text}`).toContain(one.text.trim());
          for (const citation of one.citations) {
            expect(
              event.citations.filter(
                (other) =>
                  other.evidenceId === citation.evidenceId && other.stance === citation.stance,
              ),
            ).toHaveLength(1);
          }
        }
      }),
    );
  });

  test('split has every citation once, and neither part is empty', () => {
    fc.assert(
      fc.property(
        anyEvent,
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        (event, choice) => {
          const citationIds = event.citations
            .filter((_, index) => choice[index])
            .map((one) => one.id);
          const ask = () =>
            split(
              event,
              { id: 'new', citationIds, cited: toCited(event.citations), title: undefined },
              'Ada',
            );
          if (citationIds.length === 0) return;
          if (citationIds.length === event.citations.length) {
            expect(ask).toThrow('Keep at least one citation');
            return;
          }
          const [kept, fresh] = ask();
          expectSettled(kept);
          expectSettled(fresh);
          expect([...kept.citations, ...fresh.citations].map((one) => one.id).toSorted()).toEqual(
            event.citations.map((one) => one.id).toSorted(),
          );
          expect(fresh.citations.map((one) => one.id)).toEqual(citationIds);
        },
      ),
    );
  });
});

test('a title is one well-formed line of at most 120 characters at the start of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const title = toEventTitle(text);
      expect(title.length).toBeLessThanOrEqual(120);
      expect(title).not.toContain('\n');
      expect(title.isWellFormed()).toBe(true);
      expect(text.trim().startsWith(title.replace(/…$/, '').replace(/\ufffd$/, ''))).toBe(true);
    }),
  );
});
