import { InvalidArgumentError, Option } from 'commander';

/** An integer within bounds, or a usage error that says which. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`Use an integer from ${least} to ${most}.`);
    return value;
  };
}

export function collectValues(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text];
}

export function createChoiceOption(
  flags: string,
  description: string,
  words: readonly string[],
  oldWords: Record<string, string> = {},
): Option {
  return new Option(flags, `${description}: ${words.join(', ')}`).argParser((given) => {
    const text = oldWords[given] ?? given;
    if (!words.includes(text)) throw new InvalidArgumentError(`Use one of ${words.join(', ')}.`);
    return text;
  });
}

/** The order of a list, as `sortBy` of the contract accepts it. */
export function createSortOption(columns: readonly string[]): Option {
  return new Option(
    '--sort <COLUMN>',
    `sort by ${columns.join(', ')}; -${columns[0] ?? ''} for the reverse order`,
  ).argParser((text) => {
    if (!columns.includes(text.replace(/^-/, '')))
      throw new InvalidArgumentError(
        `Use one of ${columns.join(', ')}, with a leading - for the reverse order.`,
      );
    return text;
  });
}

export function example(...lines: string[]): string {
  return `\nExample${lines.length > 1 ? 's' : ''}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
