/** Reading and writing wall-clock times of a named zone. `2022-12-06T14:30:00` is the form of a date-and-time field. */

export function toWallClock(instant: string | number, zone: string): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 19);
}

/**
 * The instant at which a clock of this zone shows `wallClock`; null where that is no time. In the hour that
 * summer time repeats it is the first of the two, in the one it skips the clock is read on.
 */
export function fromWallClock(wallClock: string, zone: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?$/.exec(wallClock.trim());
  if (!match) return null;
  const asUtc = Date.parse(`${match[1]}T${match[2]}${match[3] ?? ':00'}Z`);
  if (Number.isNaN(asUtc)) return null;
  const guesses = [asUtc - offsetMs(asUtc - 86_400_000, zone), asUtc - offsetMs(asUtc + 86_400_000, zone)];
  const exact = guesses.find((guess) => guess + offsetMs(guess, zone) === asUtc);
  return new Date(exact ?? guesses[0] ?? asUtc).toISOString();
}

/** Milliseconds that a zone is ahead of UTC at an instant. */
export function offsetMs(ms: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map((part) => [part.type, Number(part.value)]),
  );
  const wall = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1, parts['hour'] ?? 0, parts['minute'] ?? 0, parts['second'] ?? 0);
  return wall - Math.floor(ms / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-US', { ...digits, hourCycle: 'h23', timeZone: zone });
  formats.set(zone, made);
  return made;
}
