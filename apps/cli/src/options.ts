import { InvalidArgumentError } from 'commander';

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
