/**
 * URLs contain plain text (`?stream=a,b&text=alias`) that a person can read and write; a screen's
 * `validateSearch` parses it.
 */
export function parseSearch(search: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  const text = new URLSearchParams(given).toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
