import { BundleLine, bundleVersion, DomainError } from '@debrief/contract';
import { createHash } from 'node:crypto';
import type { Upload } from '@debrief/readers';
import { Order } from './order.ts';
import { readLines, type RawLine } from './read-lines.ts';
import { References } from './references.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const again = 'Export or copy the bundle again.';

/**
 * The lines of a bundle but the last, each held to the schema, to its order and to the lines before it. What is told by the end of the file alone
 * (that it is whole and as it was written) is told when the last line has been taken: nothing may be kept before.
 * Errors: `bad-file` with the line.
 */
export async function* checkedLines(upload: Upload): AsyncGenerator<BundleLine> {
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  const order = new Order();
  const references = new References();
  let end: Extract<BundleLine, { type: 'end' }> | null = null;
  for await (const raw of readLines(upload)) {
    const refuse = (problem: string) =>
      new DomainError('bad-file', `${upload.name}, line ${raw.number}: ${problem}. ${again}`);
    if (end) throw refuse('unexpected data after the end of the bundle');
    const line = lineOf(raw, refuse);
    const problem = order.take(line) ?? references.take(line);
    if (problem) throw refuse(problem);
    if (line.type === 'end') {
      end = line;
      const isWhole =
        counts.size === Object.keys(line.counts).length &&
        [...counts].every(([type, count]) => line.counts[type] === count);
      if (!isWhole) throw refuse("the number of lines doesn't match the bundle's count");
      if (hash.digest('hex') !== line.sha256)
        throw refuse("the checksum doesn't match: the bundle was changed after it was exported");
      continue;
    }
    hash.update(raw.bytes).update('\n');
    counts.set(line.type, (counts.get(line.type) ?? 0) + 1);
    yield line;
  }
  if (!end) throw new DomainError('bad-file', `${upload.name} is incomplete. ${again}`);
}

function lineOf(raw: RawLine, refuse: (problem: string) => DomainError): BundleLine {
  const value = jsonOf(raw.bytes);
  if (value === undefined) throw refuse('not valid JSON in UTF-8');
  if (raw.number === 1 && hasOtherVersion(value)) {
    throw new DomainError(
      'bad-file',
      `This Debrief reads bundles of version ${bundleVersion}, and this one has another version. Import it with the Debrief that exported it, or a newer one.`,
    );
  }
  const parsed = BundleLine.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(
      issue
        ? `${issue.path.join('.') || 'the line'}: ${issue.message.replace(/\.$/, '')}`
        : 'not a bundle line',
    );
  }
  if (!isStorable(value)) throw refuse('a text contains a NUL or an incomplete character');
  return parsed.data;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

function hasOtherVersion(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    typeof value.version === 'number' &&
    value.version !== bundleVersion
  );
}

/** PostgreSQL keeps neither a NUL nor half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
  return true;
}
