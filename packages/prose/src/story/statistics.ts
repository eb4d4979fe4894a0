/** What counts before and after support. */
export type Verdict = 'cannot tell' | 'likely' | 'clear';

export interface RateRatio {
  /** Rate after divided by rate before; null if nothing was counted before. */
  ratio: number | null;
  /**
   * Exact conditional 95 % interval (Clopper and Pearson on the share of counts that came after).
   */
  low: number;
  high: number;
  verdict: Verdict;
  words: string;
}

/** Logarithm of the gamma function (Lanczos, g = 7). */
function logGamma(x: number): number {
  const c = [
    0.999_999_999_999_809_9, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1,
    -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
  ];
  const y = x - 1;
  const t = y + 7.5;
  const sum = c.reduce((sum, value, index) => (index === 0 ? value : sum + value / (y + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Probability of at most k of n with probability p, exact. */
function atMost(k: number, n: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return k >= n ? 1 : 0;
  let sum = 0;
  for (let i = 0; i <= k; i += 1) {
    sum += Math.exp(
      logGamma(n + 1) -
        logGamma(i + 1) -
        logGamma(n - i + 1) +
        i * Math.log(p) +
        (n - i) * Math.log1p(-p),
    );
  }
  return Math.min(1, sum);
}

/** The p at which a decreasing function crosses `level`, by bisection. */
function findCrossing(falls: (p: number) => number, level: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (falls(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Exact interval of the share of k in n, `tail` on each side. */
function shareInterval(k: number, n: number, tail: number): { low: number; high: number } {
  return {
    low: k === 0 ? 0 : findCrossing((p) => atMost(k - 1, n, p), 1 - tail),
    high: k === n ? 1 : findCrossing((p) => atMost(k, n, p), tail),
  };
}

const odds = (share: number) => (share >= 1 ? Infinity : share / (1 - share));

/**
 * Whether counts before and after differ: the exact conditional Poisson interval of the ratio of
 * their rates. `exposure` is how long each was counted, in any one unit (default: equal). *Clear*
 * if the 95 % interval excludes 1, *likely* if the 80 % interval does, else *cannot tell*.
 */
export function rateRatio(
  before: number,
  after: number,
  exposure: { before: number; after: number } = { before: 1, after: 1 },
): RateRatio {
  for (const count of [before, after])
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`A count must be 0 or a positive integer, not ${count}.`);
  if (!(exposure.before > 0) || !(exposure.after > 0))
    throw new RangeError('Both counts need a time that they were counted in.');
  const n = before + after;
  const scale = exposure.before / exposure.after;
  const said = `${before} before, ${after} after${scale === 1 ? '' : `, counted ${exposure.before} and ${exposure.after} long`}`;
  if (n === 0)
    return {
      ratio: null,
      low: 0,
      high: Infinity,
      verdict: 'cannot tell',
      words: `Nothing was counted before or after, so this shows nothing (${said}).`,
    };
  const at = (tail: number) => {
    const share = shareInterval(after, n, tail);
    return { low: odds(share.low) * scale, high: odds(share.high) * scale };
  };
  const excludes = ({ low, high }: { low: number; high: number }) => low > 1 || high < 1;
  const wide = at(0.025);
  const verdict: Verdict = excludes(wide) ? 'clear' : excludes(at(0.1)) ? 'likely' : 'cannot tell';
  const interval = `the rate after is ${number(wide.low)} to ${number(wide.high)} times the rate before`;
  const closing: Record<Verdict, string> = {
    clear: 'a clear difference',
    likely: 'likely a difference, and not more than that',
    'cannot tell': 'so few cases cannot tell a difference from chance',
  };
  return {
    ratio: before === 0 ? null : (after / before) * scale,
    ...wide,
    verdict,
    words: `${said}: ${interval} (95 %); ${closing[verdict]}.`,
  };
}

function number(value: number): string {
  return value === Infinity
    ? 'any number of'
    : value >= 10
      ? String(Math.round(value))
      : value.toFixed(2);
}

/** Standard deviation of the logarithm of incident durations; 1.1 to 1.4 in published records. */
const usualSigma = 1.25;
/** Normal quantiles of 95 % two-sided and 80 % power, added. */
const power = 2.8;

/**
 * The smallest real reduction of typical durations that n incidents per side would show, as a
 * share: 1 − exp(−2.8·σ·√(2/n)).
 */
export function smallestCut(n: number, sigma = usualSigma): number {
  if (!(n > 0)) throw new RangeError('At least one incident a side is needed.');
  return 1 - Math.exp(-power * sigma * Math.sqrt(2 / n));
}

/** How many incidents per side would show a reduction by that share (0 to 1). */
export function incidentsNeeded(cut: number, sigma = usualSigma): number {
  if (!(cut > 0 && cut < 1)) throw new RangeError('A cut is a share between 0 and 1.');
  return Math.ceil(2 * ((power * sigma) / -Math.log(1 - cut)) ** 2);
}

/**
 * What a change of durations needs to be credible, in words; with `n` the smaller side's count if
 * known.
 */
export function durationSupport(
  cut: number,
  n: number | null,
  sigma = usualSigma,
): { needed: number; verdict: Verdict | null; words: string } {
  const needed = incidentsNeeded(cut, sigma);
  const asked = `Durations of incidents vary so much that a cut of ${Math.round(cut * 100)} % needs about ${needed} incidents on each side to show`;
  if (n === null)
    return { needed, verdict: null, words: `${asked}. How many were there before and after?` };
  const verdict: Verdict = n >= needed ? 'clear' : n * 2 >= needed ? 'likely' : 'cannot tell';
  return { needed, verdict, words: `${asked}; there were ${n}: ${verdict}.` };
}
