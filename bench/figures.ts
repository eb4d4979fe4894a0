/** A measured claim and its baseline, both from the same run. */
export interface Figure {
  what: string;
  measured: string;
  yardstick: string;
  /** Our time divided by the baseline; null for a count, which is the same on every machine. */
  ratio: number | null;
  bound: string;
  isMet: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/** Figures are printed as table rows for bench/README.md. */
export function head(title: string): string {
  return `\n**${title}**\n\n| | measured | yardstick | ratio | bound | |\n|---|---|---|---|---|---|`;
}

export function row({ what, measured, yardstick, ratio, bound, isMet }: Figure): string {
  const shown = ratio === null ? '' : ratio.toFixed(2);
  return `| ${what} | ${measured} | ${yardstick} | ${shown} | ${bound} | ${isMet ? 'met' : '**not met**'} |`;
}

/**
 * Milliseconds or bytes of our code and the baseline, measured alternately so that both run under the same
 * load.
 */
export interface Turns {
  ours: number[];
  bare: number[];
}

export async function inTurns(
  rounds: number,
  ours: (round: number) => Promise<unknown>,
  bare: (round: number) => Promise<unknown>,
  warmUp = 2,
): Promise<Turns> {
  const turns: Turns = { ours: [], bare: [] };
  for (let round = -warmUp; round < rounds; round += 1) {
    const bareMs = await measureElapsed(() => bare(round + warmUp));
    const oursMs = await measureElapsed(() => ours(round + warmUp));
    if (round < 0) continue;
    turns.bare.push(bareMs);
    turns.ours.push(oursMs);
  }
  return turns;
}

export async function measureElapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A claim about a time or a size: the ratio of the medians, and its upper bound. */
export function ratioFigure(
  what: string,
  { ours, bare }: Turns,
  yardstick: string,
  atMost: number,
  format: (value: number) => string = ms,
): Figure {
  const ratio = median(ours) / median(bare);
  return {
    what,
    measured: `${format(median(ours))} (median of ${ours.length})`,
    yardstick: `${yardstick}: ${format(median(bare))}`,
    ratio,
    bound: `at most ${atMost}`,
    isMet: ratio <= atMost,
  };
}

/** A claim about a count, such as bytes or a share of right answers. */
export function countFigure(what: string, measured: string, bound: string, isMet: boolean): Figure {
  return { what, measured, yardstick: '', ratio: null, bound, isMet };
}

export interface Bound {
  yardstick: string;
  ratio: number | null;
  most: number;
}

export interface Work {
  elapsed: number;
  /** Of this process, which runs the embedded database. */
  cpu: number;
}

export async function measureWork(work: () => Promise<unknown>): Promise<Work> {
  const before = process.cpuUsage();
  const elapsed = await measureElapsed(work);
  const { user, system } = process.cpuUsage(before);
  return { elapsed, cpu: (user + system) / 1_000 };
}

/** A bound on processor time: a busy machine makes everything slower. */
export function workFigure(
  what: string,
  { elapsed, cpu }: Work,
  { yardstick, ratio, most }: Bound,
): Figure {
  return {
    what,
    measured: `${ms(elapsed)}, ${ms(cpu)} of the processor`,
    yardstick,
    ratio,
    bound: `at most ${ms(most)} of the processor`,
    isMet: cpu <= most,
  };
}
