import { setImmediate as giveWay } from 'node:timers/promises';

/** A part of a text that looks like a credential. */
export interface SecretPart {
  /** The text's position in the list. */
  index: number;
  start: number;
  end: number;
  /** What it looks like, such as `GitHub token`. */
  kind: string;
}

const separator = '\n\n';

/** The rules are loaded with the first scan: a server without imports does not need them. */
async function loadRules() {
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }];
  return async (content: string) =>
    (
      await lintSource({
        source: { content, filePath: 'evidence.txt', ext: '.txt', contentType: 'text' },
        options: { config: { rules }, noPhysicFilePath: true },
      })
    ).messages;
}

/**
 * Looks for credentials in these texts. Short ones are scanned together, because a scan takes a
 * millisecond. Parts of more than one text, placeholders and masked ones do
 * not count.
 */
export async function findSecretParts(texts: readonly string[]): Promise<SecretPart[]> {
  const found: SecretPart[] = [];
  for (const [from, until] of splitIntoScans(texts)) {
    const parts = await scanTogether(texts.slice(from, until));
    found.push(...parts.map((part) => ({ ...part, index: part.index + from })));
    // Requests are answered between two scans.
    await giveWay();
  }
  return found;
}

const scanCharacters = 200_000;

/** Ranges of texts that are scanned together; a longer text gets its own scan. */
function splitIntoScans(texts: readonly string[]): [from: number, until: number][] {
  const scans: [number, number][] = [];
  let from = 0;
  let length = 0;
  for (const [index, text] of texts.entries()) {
    if (length > 0 && length + text.length > scanCharacters) {
      scans.push([from, index]);
      from = index;
      length = 0;
    }
    length += text.length;
  }
  return from < texts.length ? [...scans, [from, texts.length]] : scans;
}

async function scanTogether(texts: readonly string[]): Promise<SecretPart[]> {
  const findMessages = await loadRules();
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length + separator.length;
  }
  const found = new Map<string, SecretPart>();
  const content = texts.join(separator);
  for (const message of await findMessages(content)) {
    const [from, until] = findRange(content, message);
    const index = starts.findLastIndex((start) => start <= from);
    const [start, end] = [from - (starts[index] ?? 0), until - (starts[index] ?? 0)];
    const text = texts[index] ?? '';
    if (end > text.length || isPlaceholder(text.slice(start, end))) continue;
    // Two rules can find the same part.
    const place = `${index} ${start}`;
    const longest = found.get(place);
    if (!longest || longest.end < end)
      found.set(place, { index, start, end, kind: toWords(message.messageId) });
  }
  return [...found.values()];
}

/**
 * Some rules report a range that starts at the name of a variable and ends within its value: the
 * value itself is in the data of the message.
 */
function findRange(
  content: string,
  { range, data }: { range: readonly [number, number]; data?: Record<string, unknown> },
): readonly [number, number] {
  for (const value of Object.values(data ?? {})) {
    const at = typeof value === 'string' && value !== '' ? content.indexOf(value, range[0]) : -1;
    if (typeof value === 'string' && at >= 0 && at < range[1]) return [at, at + value.length];
  }
  return range;
}

const names: Record<string, string> = {
  'postgre sql': 'PostgreSQL',
  'my sql': 'MySQL',
  'mongo db': 'MongoDB',
  github: 'GitHub',
  gitlab: 'GitLab',
  aws: 'AWS',
  gcp: 'GCP',
  npm: 'npm',
  api: 'API',
  id: 'ID',
};
const nameWords = new RegExp(String.raw`\b(?:${Object.keys(names).join('|')})\b`, 'g');

/** `GITHUB_TOKEN` and `AWSSecretAccessKey` as words: `GitHub token`, `AWS secret access key`. */
function toWords(messageId: string): string {
  const words = messageId
    .replaceAll(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replaceAll(nameWords, (word) => names[word] ?? word);
  return words.replace(/^[a-z](?!pm\b)/, (letter) => letter.toUpperCase());
}

const urlPassword = /^[\w+.-]+:\/\/[^\s/:@]*:(.+)@/;
const stand = String.raw`(?:your|my|the|some|a|test|fake|dummy|sample)?[-_ ]?`;
const placeholderWord = new RegExp(
  String.raw`^${stand}(?:pass(?:word|wd)?|pwd|secret|token|key|api[-_]?key|changeme|change[-_]me|redacted|removed|hidden|placeholder|example|foo|bar|user(?:name)?)(?:[-_ ]?here)?$`,
  'i',
);
const template = /^(?:\$\{?\w+\}?|\{\{?.*\}?\}|<.*>|%\w+%|\[.*\])$/;

/** What documentation writes instead of a credential: `user:password`, `${TOKEN}`, `XXXX`, `EXAMPLE`. */
function isPlaceholder(part: string): boolean {
  if (/\u2588/.test(part) || /EXAMPLE/.test(part)) return true;
  if (/([xX*.0-])\1{7}/.test(part)) return true;
  const password = urlPassword.exec(part)?.[1];
  if (password === undefined) return false;
  return (
    placeholderWord.test(password) || template.test(password) || /^([*x•.-])\1*$/i.test(password)
  );
}
