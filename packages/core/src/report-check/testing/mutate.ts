/** A wrong form of a claim; null if this form can't be made wrong. Generic: knows no report. */
export type Mutate = (
  text: string,
  random: () => number,
  others: readonly string[],
) => string | null;

const pick = <T>(all: readonly T[], random: () => number): T | undefined =>
  all[Math.floor(random() * all.length)];
const sign = (random: () => number): number => (random() < 0.5 ? -1 : 1);
const two = (value: number): string => String(value).padStart(2, '0');

/** Minutes that are further off than a writer's rounding. */
function shiftMinutes(random: () => number, isCoarse: boolean): number {
  const [least, most] = isCoarse ? [75, 400] : [3, 180];
  return sign(random) * Math.round(least + random() * (most - least));
}

const time: Mutate = (text, random) => {
  const isAbout = /about|around|~|roughly|approx/i.test(text);
  const clock = /(\d{1,2}):(\d{2})(:\d{2})?(\s?[ap]\.?m)?/i.exec(text);
  if (clock) {
    const half = clock[4]?.trim().toLowerCase().charAt(0);
    const hour = Number(clock[1]) % (half ? 12 : 24);
    const minutes = hour * 60 + Number(clock[2]) + (half === 'p' ? 720 : 0);
    const moved = (minutes + shiftMinutes(random, isAbout) + 1440) % 1440;
    const [h, m] = [Math.floor(moved / 60), two(moved % 60)];
    const isPadded = clock[1]?.length === 2 && clock[1].startsWith('0');
    const written = half
      ? `${h % 12 || 12}:${m}${clock[3] ?? ''}${(clock[4] ?? '').replace(/[ap]/i, h >= 12 ? 'p' : 'a')}`
      : `${isPadded || h >= 10 || clock[1]?.length === 2 ? two(h) : h}:${m}${clock[3] ?? ''}`;
    return text.replace(clock[0], written);
  }
  const hour = /(\d{1,2})(\s?[ap]m)/i.exec(text);
  if (hour)
    return text.replace(
      hour[0],
      `${((Number(hour[1]) + 2 + Math.floor(random() * 3)) % 12) + 1}${hour[2] ?? ''}`,
    );
  if (/noon|midnight/i.test(text))
    return text.replace(/noon|midnight/i, `${3 + Math.floor(random() * 5)} pm`);
  const day = /(?<!\d)(\d{1,2})(?=(?:st|nd|rd|th)?$|,| |$)/.exec(text);
  if (!day) return null;
  const moved = Number(day[1]) + sign(random) * (1 + Math.floor(random() * 3));
  return moved < 1 || moved > 28
    ? null
    : text.replace(day[0], String(moved)).replace(/^\w+day, /, '');
};

const words = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

const number: Mutate = (text, random) => {
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(text);
  if (digits) {
    const value = Number(digits[0].replaceAll(',', ''));
    const decimals = digits[0].split('.')[1]?.length ?? 0;
    const change = Math.max(value * (0.15 + random() * 0.5), decimals > 0 ? 2 / 10 ** decimals : 2);
    const changed = value + (value - change < 1 ? 1 : sign(random)) * change;
    const plain = changed.toFixed(decimals);
    const written = digits[0].includes(',')
      ? plain.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
      : plain;
    return text.replace(digits[0], written);
  }
  const word = words.find((one) => new RegExp(`\\b${one}\\b`, 'i').test(text));
  if (word === undefined) return null;
  const others = words
    .slice(2)
    .filter((one) => Math.abs(words.indexOf(one) - words.indexOf(word)) > 1);
  const other = pick(others, random) ?? 'nine';
  return text.replace(new RegExp(`\\b${word}\\b`, 'i'), (found) =>
    found.charAt(0) === found.charAt(0).toUpperCase()
      ? other.charAt(0).toUpperCase() + other.slice(1)
      : other,
  );
};

const quote: Mutate = (text, random, others) => {
  const parts = text.split(/(\s+)/);
  const places = parts.flatMap((part, at) => (/\p{L}{2}/u.test(part) ? [at] : []));
  const at = pick(places, random);
  if (at === undefined) return null;
  const word = parts[at] ?? '';
  const other = pick(
    others.filter((one) => one.toLowerCase() !== word.toLowerCase()),
    random,
  );
  const how = Math.floor(random() * 3);
  // Without its first or last word, a quote can still be right.
  if (how === 0 && at > 0 && at < parts.length - 1) parts.splice(at, 2);
  else if (how === 1 && word.length > 3)
    parts[at] = `${word.slice(0, 1)}${word.charAt(2)}${word.charAt(1)}${word.slice(3)}`;
  else parts[at] = other ?? 'zebra';
  const changed = parts.join('').trim();
  return changed === text ? null : changed;
};

const version: Mutate = (text, random) => {
  const parts = text.split('.');
  const at = Math.min(parts.length - 1, 1 + Math.floor(random() * 2));
  parts[at] = (parts[at] ?? '').replace(/\d+/, (digits) =>
    String(Number(digits) + 1 + Math.floor(random() * 4)),
  );
  return parts.join('.');
};

const commit: Mutate = (text, random) => {
  const at = Math.floor(random() * Math.min(7, text.length));
  const digit =
    pick(
      '0123456789abcdef'.split('').filter((one) => one !== text[at]),
      random,
    ) ?? '0';
  return `${text.slice(0, at)}${digit}${text.slice(at + 1)}`;
};

const host: Mutate = (text, random) => {
  const changed = text.replace(/\d+(?!.*\d)/, (digits) =>
    String(Number(digits) + 3 + Math.floor(random() * 5)),
  );
  return changed === text ? `x${text}` : changed;
};

/** Swapped with another person of the record. */
const person: Mutate = (text, random, others) => {
  const swapped = others.filter((one) => one !== text && one.includes(' ') === text.includes(' '));
  return pick(swapped, random) ?? null;
};

export const mutations = { time, duration: number, number, quote, version, commit, host, person };

/** A generator of numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
