import { followUpTransitions, FollowUpState } from '@debrief/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CitationRow } from '../citation.ts';
import {
  buildFollowUp,
  applyFollowUpStatus,
  findStatusActivity,
  type KeptFollowUp,
} from './state.ts';

const now = new Date('2026-03-02T08:00:00Z');
const begun: KeptFollowUp = buildFollowUp(
  { incident: 'INC-1', text: 'Delete the script', intent: 'prevent', doneWhen: 'It is gone' },
  { id: 'f', owner: null, now },
);
const citation: CitationRow = {
  id: 'c',
  evidenceId: 'e',
  quoteStart: null,
  quoteEnd: null,
  stance: 'supports',
  part: null,
};

interface Move {
  to: FollowUpState;
  verification?: string | undefined;
  reason?: string | undefined;
  citations: CitationRow[] | null;
}
const anyMove: fc.Arbitrary<Move> = fc.record({
  to: fc.constantFrom(...FollowUpState.options),
  verification: fc.option(fc.constantFrom('', 'It was replayed'), { nil: undefined }),
  reason: fc.option(fc.constantFrom('', 'Costs more than it saves'), { nil: undefined }),
  citations: fc.option(fc.constantFrom<CitationRow[]>([], [citation]), { nil: null }),
});

/** A rejected move changes nothing. */
function tryMove(found: KeptFollowUp, move: Move, at: Date): KeptFollowUp {
  try {
    const { citations, to, verification, reason } = move;
    return applyFollowUpStatus(
      found,
      { id: found.id, version: 1, to, verification, reason },
      citations,
      at,
    );
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid', issues: [{ at: expect.any(String) }] });
    return found;
  }
}

test("only a verified follow-up has a verification, and only one that won't be done a reason", () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
      let current = begun;
      for (const [index, move] of moves.entries()) {
        const before = current;
        current = tryMove(current, move, new Date(now.getTime() + index * 60_000));
        expect(current.verification !== '').toBe(current.state === 'verified');
        expect(current.wontDoReason !== '').toBe(current.state === 'wont-do');
        if (current.state !== 'verified') expect(current.citations).toEqual([]);
        if (current.state !== before.state)
          expect(followUpTransitions[before.state]).toContain(current.state);
        if (current.state === before.state) expect(current.stateAt).toBe(before.stateAt);
        expect(current.text).toBe(begun.text);
      }
    }),
  );
});

test('every state can return to work, and only done leads to verified', () => {
  for (const state of FollowUpState.options.filter((one) => one !== 'open'))
    expect(followUpTransitions[state]).toContain('open');
  const before = FollowUpState.options.filter(
    (state) => state !== 'verified' && followUpTransitions[state].includes('verified'),
  );
  expect(before).toEqual(['done']);
});

test('each error says what is possible instead', () => {
  const move = (found: KeptFollowUp, to: FollowUpState) => () =>
    applyFollowUpStatus(found, { id: 'f', version: 1, to }, null, now);
  expect(move(begun, 'verified')).toThrow(
    "A follow-up can't go from open to verified. It can become in progress, done or won't do.",
  );
  expect(move(begun, 'open')).toThrow('This follow-up is already open.');
  expect(move({ ...begun, state: 'done' }, 'verified')).toThrow(
    'Describe what shows that it works.',
  );
  expect(move(begun, 'wont-do')).toThrow('Give a reason for not doing it.');
  expect(() =>
    applyFollowUpStatus(begun, { id: 'f', version: 1, to: 'done', reason: 'x' }, null, now),
  ).toThrow("Only a follow-up that won't be done has a reason");
  expect(() =>
    applyFollowUpStatus(begun, { id: 'f', version: 1, to: 'done' }, [citation], now),
  ).toThrow('Only a verified follow-up has a verification');
});

test('a verification can be reworded, and keeps its citations and its date', () => {
  const verified: KeptFollowUp = {
    ...begun,
    state: 'verified',
    verification: 'It was replayed',
    citations: [citation],
  };
  const reworded = applyFollowUpStatus(
    verified,
    { id: 'f', version: 1, to: 'verified', verification: 'Replayed, and it was red' },
    null,
    new Date(0),
  );
  expect(reworded).toMatchObject({
    verification: 'Replayed, and it was red',
    citations: [citation],
    stateAt: verified.stateAt,
  });
  expect(findStatusActivity('verified', 'verified')).toBe('follow-up.changed');
});
