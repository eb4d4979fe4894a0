const formats = new Map<string, Intl.DateTimeFormat>();

/** Errors: `RangeError` for a zone that does not exist. */
function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

export function isTimeZone(zone: string): boolean {
  try {
    return formatIn(zone).format(0) !== '';
  } catch {
    return false;
  }
}

/** How many milliseconds clocks in a zone are ahead of UTC. */
export function findOffset(atMs: number, zone: string): number {
  const parts = formatIn(zone).formatToParts(atMs);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(atMs / 1_000) * 1_000;
}
