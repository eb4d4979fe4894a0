import type { Candidate } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addRequest,
  answerInvestigator,
  askInvestigator,
  blankReview,
  decideDepth,
  deepestDepth,
  findSimilar,
  findTriggers,
  judgeIndependence,
  sortCandidates,
  withdrawInvestigator,
  type CandidateInput,
  type TriggerInput,
} from './index.ts';

const now = new Date('2026-03-02T10:00:00Z');
const place = { evidenceId: 'e', itemId: 'i', at: '2026-03-01T03:14:00.000Z' };

const quiet: TriggerInput = {
  severity: 'SEV-3',
  mode: 'standard',
  requests: [],
  teams: ['Search', 'Storage'],
  newServices: null,
  similar: [],
  detectedAt: '2026-03-01T03:15:00.000Z',
  firstAlert: place,
  detection: null,
  findings: [],
  offCall: [],
  nights: { people: 0, known: 3 },
};

describe('triggers', () => {
  const kinds = (more: Partial<TriggerInput>) =>
    findTriggers({ ...quiet, ...more }).map(({ kind }) => kind);

  it('has none for an ordinary incident', () => {
    expect(kinds({})).toEqual([]);
  });

  it.each([
    [{ severity: 'SEV-2' }, ['severity']],
    [{ severity: null }, []],
    [{ mode: 'near-miss' }, ['near-miss']],
    [{ teams: ['A', 'B', 'C'] }, ['teams']],
    [{ newServices: { names: ['ledger'], earlier: 12 } }, ['new-service']],
    [{ newServices: { names: [], earlier: 12 } }, []],
    [{ firstAlert: null }, ['found-manually']],
    [{ firstAlert: null, detectedAt: null }, []],
    [{ firstAlert: { ...place, at: '2026-03-01T03:15:30.000Z' } }, []],
    [{ firstAlert: { ...place, at: '2026-03-01T03:20:00.000Z' } }, ['found-manually']],
    [{ detection: { hasAlert: false, evidence: [place] } }, ['found-manually']],
    [{ detection: { hasAlert: true, evidence: [place] }, firstAlert: null }, []],
    [{ offCall: [{ name: 'Mara Iwu', place }] }, ['off-call']],
    [{ nights: { people: 1, known: 3 } }, ['night']],
  ] satisfies [Partial<TriggerInput>, string[]][])('%j', (more, expected) => {
    expect(kinds(more)).toEqual(expected);
  });

  it('shows what they are based on', () => {
    const [trigger] = findTriggers({ ...quiet, offCall: [{ name: 'Mara Iwu', place }] });
    expect(trigger).toMatchObject({
      text: 'Mara Iwu was called in and was not on call.',
      evidence: [place],
    });
  });

  it('proposes the deepest depth', () => {
    expect(deepestDepth([])).toBeNull();
    expect(deepestDepth(['note', 'full', 'none'])).toBe('full');
  });
});

describe('earlier incidents that look like one', () => {
  const incident = { title: 'Search index empty after alias update', services: ['search'] };
  const similar = (title: string, services: string[] = ['Search']) =>
    findSimilar(incident, [{ title, services }]).map(({ shared }) => shared);

  it('share a service and two specific words, or three words', () => {
    expect(similar('Alias of the index points nowhere')).toEqual(['Search, index, alias']);
    expect(similar('Alias of the index points nowhere', [])).toEqual([]);
    expect(similar('Empty index after a new alias', [])).toEqual(['index, empty, alias']);
  });

  it('do not look like it for words of any outage', () => {
    expect(similar('Search is down after a deploy')).toEqual([]);
  });

  it('do not look like it for words that many titles share', () => {
    const many = Array.from({ length: 40 }, () => ({
      title: 'Alias of an index',
      services: ['search'],
    }));
    expect(findSimilar(incident, many)).toEqual([]);
  });
});

describe('a review', () => {
  const full = decideDepth(blankReview('r'), {
    depth: 'full',
    reason: 'We were surprised.',
    by: 'Ada',
    triggers: ['teams'],
    dueOn: null,
    now,
  });
  const ben = { accountId: 'b', name: 'Ben', now };

  it('keeps the last request of each person', () => {
    const request = { id: '1', accountId: 'a', name: 'Ada', reason: 'Why twice?', now };
    const once = addRequest(blankReview('r'), request);
    const twice = addRequest(once, { ...request, id: '2', reason: 'Why three times?' });
    expect(twice.requests).toMatchObject([{ id: '2', reason: 'Why three times?' }]);
    const operator = { id: '3', accountId: null, name: 'operator', reason: 'x', now };
    expect(addRequest(twice, operator).requests).toHaveLength(2);
  });

  it('asks someone once, and again after they declined', () => {
    const asked = askInvestigator(full, ben);
    expect(() => askInvestigator(asked, ben)).toThrow('Ben was already asked');
    const declined = answerInvestigator(asked, {
      accountId: 'b',
      accept: false,
      reason: 'On leave',
      now,
    });
    expect(declined.investigators).toMatchObject([{ state: 'declined', reason: 'On leave' }]);
    expect(askInvestigator(declined, ben).investigators).toMatchObject([
      { state: 'asked', reason: '' },
    ]);
    expect(withdrawInvestigator(asked, 'b').investigators).toEqual([]);
  });

  it('only takes the answer of someone who was asked', () => {
    const answer = { accountId: 'c', accept: true, reason: '', now };
    expect(() => answerInvestigator(askInvestigator(full, ben), answer)).toThrow(
      'You were not asked',
    );
    expect(() => answerInvestigator(full, { ...answer, accountId: null })).toThrow();
  });

  it('asks no one to investigate what is not reviewed', () => {
    expect(() => askInvestigator(blankReview('r'), ben)).toThrow('Decide to review');
    expect(() => askInvestigator({ ...full, depth: 'none' }, ben)).toThrow('Decide to review');
  });
});

describe('independence', () => {
  const far: CandidateInput = {
    wrote: null,
    changes: [],
    reacted: 0,
    called: null,
    mentions: 0,
    team: null,
    reports: [],
  };

  it.each([
    [{}, 'independent'],
    [{ wrote: { items: 0, isCertain: true } }, 'independent'],
    [{ wrote: { items: 3, isCertain: true } }, 'involved'],
    [{ wrote: { items: 3, isCertain: false } }, 'involved'],
    [{ changes: [{ title: 'Roll out 3.118.0', place }] }, 'involved'],
    [{ reacted: 1 }, 'adjacent'],
    [{ called: place }, 'adjacent'],
    [{ mentions: 2 }, 'adjacent'],
    [{ team: 'Search' }, 'adjacent'],
    [{ reports: ['Mara Iwu'] }, 'adjacent'],
  ] satisfies [Partial<CandidateInput>, string][])('%j is %s', (more, expected) => {
    const judged = judgeIndependence({ ...far, ...more });
    expect(judged.independence).toBe(expected);
    expect(judged.reasons.length > 0).toBe(expected !== 'independent');
  });

  it('says when only the name is the same', () => {
    const { reasons } = judgeIndependence({
      ...far,
      wrote: { items: 1, isCertain: false },
    });
    expect(reasons[0]?.text).toBe('Someone with the same name wrote 1 item of the record');
  });

  test('candidates are ordered by independence, then by load, then by name', () => {
    const any: fc.Arbitrary<Candidate> = fc.record({
      accountId: fc.uuid(),
      name: fc.string(),
      team: fc.constant(null),
      independence: fc.constantFrom<Candidate['independence'][]>(
        'involved',
        'adjacent',
        'independent',
      ),
      reasons: fc.constant<Candidate['reasons']>([]),
      doing: fc.nat(3),
      done: fc.nat(3),
      training: fc.constant<Candidate['training']>({ stage: 'lead', isSet: true }),
    });
    const rank = { independent: 0, adjacent: 1, involved: 2 };
    fc.assert(
      fc.property(fc.array(any), (list: Candidate[]) => {
        const sorted = sortCandidates(list);
        expect(sorted).toHaveLength(list.length);
        for (const [index, one] of sorted.entries()) {
          const next = sorted[index + 1];
          if (!next) continue;
          const step = rank[next.independence] - rank[one.independence];
          expect(step > 0 || (step === 0 && next.doing >= one.doing)).toBe(true);
        }
      }),
    );
  });
});
