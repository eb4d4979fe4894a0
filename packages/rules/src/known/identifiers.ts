/**
 * Words that name exactly one thing: they contain a digit and are a version, commit, ticket, host,
 * path, address or number of at least four digits.
 */
const word = /[\p{L}\p{N}](?:[\p{L}\p{N}]|[-_.:/#@](?=[\p{L}\p{N}]))*/gu;
const shapes: readonly RegExp[] = [
  // A version: 3.112.0, v2.14
  /^v?\d+\.\d+(?:\.\d+)*(?:[-+][\w.]+)?$/i,
  // A commit: at least one letter and one digit
  /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,40}$/i,
  // A ticket, a host or a job: letters and digits, joined: SRCH-1482, db-7, skus_20221206, worker-3a
  /^(?=.*\p{L}{2})(?=.*\d)[\p{L}\p{N}]+(?:[-_.:/#@][\p{L}\p{N}]+)+$/u,
];
/** Dates, times, durations and quantities are said of many things. */
const common: readonly RegExp[] = [
  /^\d{4}-\d\d-\d\d/,
  /^\d{1,2}:\d\d/,
  /^\d{1,2}(?:st|nd|rd|th)$/i,
  /^v?\d+\.\d{1,2}$/i,
  /^\d+(?:\.\d+)?(?:ms|s|m|h|min|kb|mb|gb|tb|x|%)$/i,
];
const most = 12;

/** The distinctive identifiers of texts, in lower case: exact names only, so often none. */
export function findIdentifiers(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts)
    for (const [raw] of text.slice(0, 4_000).matchAll(word)) {
      if (raw.length < 4 || raw.length > 80 || common.some((one) => one.test(raw))) continue;
      if (shapes.some((one) => one.test(raw))) found.add(raw.toLowerCase());
      if (found.size >= most) return [...found];
    }
  return [...found];
}
