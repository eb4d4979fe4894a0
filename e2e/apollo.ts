import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * The flight director's and the air-to-ground loop of Apollo 13. They are not part of Debrief:
 * without them, journeys on them are skipped.
 */
const folder = join(import.meta.dirname, '..', '..', 'shared', 'data', 'apollo13-loops');
export const loops = {
  director: join(folder, 'flight-director-loop.json'),
  air: join(folder, 'air-ground-loop.json'),
};
export const areLoopsThere = existsSync(loops.director) && existsSync(loops.air);
export const readAs = ['at=start', 'until=end', 'author=source', 'text=message']
  .flatMap((part) => ['--map', part])
  .concat('--time-unit', 's', '--time-origin', '1970-04-11T19:13:00Z');

const Utterances = z.array(z.object({ start: z.number().default(0), message: z.string() }));

/**
 * Mission elapsed time in seconds: from the stir of the tanks to shortly after the first talk of
 * venting.
 */
const from = (55 * 60 + 52) * 60;
const until = (56 * 60 + 12) * 60;

export interface Moment {
  /** A search that finds it: words that occur once in both loops. */
  find: string;
  startS: number;
}

/** Moments of the oxygen-tank minutes, evenly distributed, selected from the data. */
export function pickMoments(count: number): Moment[] {
  const all = [loops.director, loops.air].flatMap((path) =>
    Utterances.parse(JSON.parse(readFileSync(path, 'utf8'))),
  );
  const whole = all.map((one) => one.message.toLowerCase()).join('\n');
  const isOnce = (text: string) => whole.split(text.toLowerCase()).length === 2;
  const found = all
    .filter((one) => one.start >= from && one.start <= until)
    .map((one) => ({
      startS: one.start,
      find: /[a-z][a-z ']{14,32}[a-z]/i.exec(one.message)?.[0] ?? '',
    }))
    .filter((one) => one.find !== '' && isOnce(one.find))
    .toSorted((a, b) => a.startS - b.startS)
    .filter((one, index, sorted) => one.startS !== sorted[index - 1]?.startS);
  const step = found.length / count;
  return Array.from({ length: count }, (_, index) => found[Math.floor(index * step)]).filter(
    (one) => one !== undefined,
  );
}
