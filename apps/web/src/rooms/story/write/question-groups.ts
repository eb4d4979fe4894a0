import type { WriterQuestion } from './use-checks.ts';

/** From here on a question that is asked of several sentences stands once, with its sentences under it. */
const fewestOfOne = 3;

/** Questions in their order; the same one of several sentences becomes one group, where the first of them stood. Pure. */
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
