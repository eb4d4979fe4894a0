/** One measured claim beside its yardstick, both from the same run. */
export interface Figure {
  what: string;
  measured: string;
  yardstick: string;
  isMet: boolean;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/** Figures print as rows of a table that can be pasted into bench/README.md. */
export function head(title: string): string {
  return `\n**${title}**\n\n| | measured | yardstick | |\n|---|---|---|---|`;
}

export function row(figure: Figure): string {
  return `| ${figure.what} | ${figure.measured} | ${figure.yardstick} | ${figure.isMet ? 'met' : '**not met**'} |`;
}

/** Runs the work `times` times, the first `warmUp` uncounted; milliseconds of each. */
export async function timed(
  times: number,
  work: (index: number) => Promise<unknown>,
  warmUp = 3,
): Promise<number[]> {
  const taken: number[] = [];
  for (let index = -warmUp; index < times; index += 1) {
    const start = performance.now();
    await work(index + warmUp);
    if (index >= 0) taken.push(performance.now() - start);
  }
  return taken;
}
