/** `4,267`. */
export function numberText(value: number): string {
  // The first use of a locale takes longer than most commands.
  return Number.isSafeInteger(value)
    ? String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')
    : value.toLocaleString('en-GB');
}

/** `1 item`, `4,267 items`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** `25 %` of a share from 0 to 1. */
export function percentText(share: number): string {
  return `${numberText(Math.round(share * 100))} %`;
}

/** `999 bytes`, `9.8 kB`, `39 MB`: in powers of 1000. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[power - 1]}`;
}
