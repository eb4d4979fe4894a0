import { parsePrivateHosts } from './network/private-address.ts';

/** An invalid value of a setting; the hint lists the valid ones. */
export class Misread {
  readonly hint: string;
  constructor(hint: string) {
    this.hint = hint;
  }
}

/** Parses the value of a flag or a variable. */
export type Read<T> = (given: string) => T | Misread;

export function text(rule: { least?: number; like?: RegExp; hint?: string }): Read<string> {
  const { least = 0, like = /^/, hint = 'Use at least one character' } = rule;
  return (given) => (given.length >= least && like.test(given) ? given : new Misread(hint));
}

export function wholeNumber(least: number, most: number): Read<number> {
  return (given) => {
    const value = Number(given);
    return given.trim() !== '' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : new Misread(`Use an integer from ${least} to ${most}`);
  };
}

export function choice<const Word extends string>(...words: Word[]): Read<Word> {
  return (given) =>
    words.find((word) => word === given) ?? new Misread(`Use one of ${words.join(', ')}`);
}

export type DemoKind = 'finished' | 'raw' | 'none';

/** Also accepts the words of a switch: the setting was one, and `--no-demo` still is. */
export const demoKind: Read<DemoKind> = (given) => {
  if (['true', 'yes', '1'].includes(given)) return 'finished';
  if (['false', 'no', '0'].includes(given)) return 'none';
  return choice<DemoKind>('finished', 'raw', 'none')(given);
};

export const url: Read<string> = (given) =>
  /^https?:$/.test(URL.parse(given)?.protocol ?? '')
    ? given
    : new Misread('Use an address such as https://debrief.example.org');

/** Names, addresses and networks, separated by commas. */
export const privateHosts: Read<string> = (given) =>
  parsePrivateHosts(given) === null
    ? new Misread('Use names, addresses and networks, such as prometheus.internal, 10.2.0.0/16')
    : given;
