import { extname } from 'node:path';
import { mutate, rollDice, seededRandom } from './mutate.ts';
import { listOwnSeeds, listSharedSeeds } from './seeds.ts';

export interface DamagedFile {
  name: string;
  bytes: Buffer;
  /** A number below 1,000 for other choices. */
  pick: number;
}

/** One in so many real files is of any size: large ones take most of the time. */
const largeEvery = 16;
const smallBytes = 12_000;

/** Makes damaged files and payloads: the same one for the same number. */
export async function createDamage(): Promise<(number: number) => DamagedFile> {
  const own = listOwnSeeds();
  const shared = await listSharedSeeds();
  const small = shared.filter(({ bytes }) => bytes.length < smallBytes);
  return (number) => {
    const random = seededRandom(number);
    const dice = rollDice(random);
    const real = dice.below(largeEvery) === 0 ? shared : small;
    const seed = dice.pick(dice.below(2) === 0 || real.length === 0 ? own : real);
    const other = dice.pick(own);
    if (!seed || !other) throw new Error('There are no samples');
    const bytes = mutate(seed.bytes, random, other.bytes);
    return { name: `file${extname(seed.name)}`, bytes, pick: dice.below(1_000) };
  };
}
