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

/** The parameters with these names that are not empty. */
export function readTexts<Name extends string>(
  raw: Record<string, unknown>,
  names: readonly Name[],
): { [N in Name]?: string } {
  const given = names.flatMap((name) =>
    asText(raw[name]) === '' ? [] : [[name, asText(raw[name])]],
  );
  // The keys are the requested names.
  return Object.fromEntries(given) as { [N in Name]?: string };
}

/** The text if it is one of the words. */
export function readWord<const Word extends string>(
  words: readonly Word[],
  text: unknown,
): Word | undefined {
  return words.find((word) => word === text);
}

/** The order of a list if it is one of its columns, with `-` for descending. */
export function readSort<const Column extends string>(columns: readonly Column[], text: unknown) {
  return readWord([...columns, ...columns.map((column): `-${Column}` => `-${column}`)], text);
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
