import type { Grammar } from './grammar.ts';
import type { Names } from './names.ts';
import { findSensitive, withoutOverlap, type Sensitive } from './sensitive.ts';
import { findUnknownNames } from './unknown-names.ts';

/**
 * Like `findSensitive`, with unlisted proper names and internal identifiers. A longer name that
 * contains a listed one has its kind: *Acme Corp*.
 */
export function findSensitiveOrUnknown(
  text: string,
  names: Names,
  grammar: Grammar | null,
): Sensitive[] {
  const known = findSensitive(text, names);
  const found = findUnknownNames(text, { spared: names.spared ?? [], grammar });
  const unknown = found.map((one): Sensitive => {
    const held = known.find(
      (other) => other.of !== null && one.start <= other.start && other.end <= one.end,
    );
    const whole = found.find(
      (other) =>
        other.kind !== 'identifier' &&
        other.text !== one.text &&
        other.text.split(' ').includes(one.text),
    );
    return {
      ...one,
      kind: held?.kind ?? one.kind,
      of: held?.of ?? { name: whole?.text ?? one.text },
    };
  });
  return withoutOverlap([
    ...known,
    ...unknown.filter(
      (one) => !known.some((other) => other.start <= one.start && one.end <= other.end),
    ),
  ]);
}
