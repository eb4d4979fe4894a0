import { expect, test } from 'vitest';
import { buildStoryText } from '../claims.ts';
import { loadGrammar } from '../grammar.ts';
import { readPasted } from '../paste.ts';
import { checkStory } from './check.ts';

/** What the patterns of the checks would try again and again, as long as one sentence can be. */
const hostile: Record<string, string> = {
  conditions: 'if '.repeat(1_333),
  pronouns: 'we '.repeat(1_333),
  numbers: '5 ms to 6 ms, '.repeat(285),
  digits: '1'.repeat(4_000),
  letters: 'a'.repeat(4_000),
  addresses: 'a.'.repeat(2_000),
  capitals: 'Aa-'.repeat(1_333),
  phones: '+1 1 1 1 1 1 '.repeat(307),
  quotes: '“'.repeat(4_000),
  names: 'Ada from Basel '.repeat(266),
};

async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test.each(Object.keys(hostile))(
  'the longest story that there can be is checked within seconds: %s',
  async (name) => {
    const grammar = await loadGrammar();
    const claims = Array.from({ length: 15 }, (_, index) => ({
      part: 'A' as const,
      text: `${index} ${hostile[name]}`.slice(0, 4_000),
    }));
    const took = await cpuMs(() =>
      checkStory(buildStoryText(claims), { grammar, otherParticipants: 3 }),
    );
    expect(took).toBeLessThan(12_000);
  },
);

test.each(['Q', '\t', '\u00a0', '**', '|', '<!--', 'z.B. ', '- a\n', '[a]('])(
  'half a megabyte of %j is read within seconds when pasted',
  async (piece) => {
    const text = `Q${piece.repeat(Math.floor(500_000 / piece.length) - 1)}`;
    expect(await cpuMs(() => readPasted(text))).toBeLessThan(12_000);
  },
);
