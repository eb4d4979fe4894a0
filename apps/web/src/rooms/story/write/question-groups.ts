import type { WriterQuestion } from './use-checks.ts';

/** From this number of sentences on, the same question is shown once, with its sentences below. */
const fewestOfOne = 3;

/**
 * Questions in order; the same question about several sentences becomes a group at the place of the
 * first. Pure.
 */
export function groupQuestions(asked: readonly WriterQuestion[]): WriterQuestion[][] {
  const same = (one: WriterQuestion) =>
    asked.filter(
      (other) =>
        other.lineId !== null && other.rule === one.rule && other.question === one.question,
    );
  return asked.flatMap((one): WriterQuestion[][] => {
    const all = one.lineId === null ? [one] : same(one);
    if (all.length < fewestOfOne) return [[one]];
    return all[0] === one ? [all] : [];
  });
}
