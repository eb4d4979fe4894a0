import { DomainError, BundleLine, bundleVersion, type BundleOf } from '@debrief/contract';
import { createHash } from 'node:crypto';

import type { Upload } from '@debrief/readers';
import { isTooDeep } from '../json-depth.ts';
import { Order } from './order.ts';
import { readLines, type RawLine } from './read-lines.ts';
import { References } from './references.ts';
import { upgradeLines, type UncheckedLine } from './upgrade.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const again = 'Export or copy the bundle again.';

type Refuse = (number: number, problem: string) => DomainError;

/**
 * All lines of a bundle except the last, each checked against the schema, the order and the lines
 * before it. Only the last line shows whether the file is complete and unchanged: store nothing
 * permanently before. Errors: `bad-file` with the line.
 */
export async function* checkLines(upload: Upload): AsyncGenerator<BundleLine> {
  const refuse: Refuse = (number, problem) =>
    new DomainError('bad-file', `${upload.name}, line ${number}: ${problem}. ${again}`);
  const seal = new Seal(upload, refuse);
  const order = new Order();
  const references = new References();
  for await (const unchecked of upgradeLines(seal.lines())) {
    const line = parseLine(unchecked, refuse);
    const problem = order.take(line) ?? references.take(line);
    if (problem) throw refuse(unchecked.number, problem);
    if (line.type !== 'end') yield line;
  }
  if (!seal.isWhole) throw new DomainError('bad-file', `${upload.name} is incomplete. ${again}`);
}

/** Reads the lines of a file and checks with the last one that they are complete and unchanged. */
class Seal {
  readonly #upload: Upload;
  readonly #refuse: Refuse;
  isWhole = false;

  constructor(upload: Upload, refuse: Refuse) {
    this.#upload = upload;
    this.#refuse = refuse;
  }

  async *lines(): AsyncGenerator<UncheckedLine> {
    const hash = createHash('sha256');
    const counts = new Map<string, number>();
    for await (const raw of readLines(this.#upload)) {
      if (this.isWhole)
        throw this.#refuse(raw.number, 'unexpected data after the end of the bundle');
      const value = readValue(raw, this.#refuse);
      const type = readLineType(value);
      if (type === 'end') {
        const end = parseLine({ number: raw.number, value }, this.#refuse);
        if (end.type === 'end') this.#check(raw.number, end, counts, hash.digest('hex'));
        this.isWhole = true;
      } else {
        hash.update(raw.bytes).update('\n');
        counts.set(type, (counts.get(type) ?? 0) + 1);
      }
      yield { number: raw.number, value };
    }
  }

  #check(
    number: number,
    end: BundleOf<'end'>,
    counts: ReadonlyMap<string, number>,
    sha256: string,
  ): void {
    const isComplete =
      counts.size === Object.keys(end.counts).length &&
      [...counts].every(([type, count]) => end.counts[type] === count);
    if (!isComplete)
      throw this.#refuse(number, "the number of lines doesn't match the bundle's count");
    if (sha256 !== end.sha256)
      throw this.#refuse(
        number,
        "the checksum doesn't match: the bundle was changed after it was exported",
      );
  }
}

function readLineType(value: unknown): string {
  return typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : '';
}

function readValue(raw: RawLine, refuse: Refuse): unknown {
  const value = parseJson(raw.bytes);
  if (value === undefined) throw refuse(raw.number, 'not valid JSON in UTF-8, or nested too deep');
  if (raw.number === 1 && hasOtherVersion(value)) {
    throw new DomainError(
      'bad-file',
      `This Debrief reads bundles up to version ${bundleVersion}, and this one has another version. Import it with a newer Debrief.`,
    );
  }
  if (!isStorable(value))
    throw refuse(raw.number, 'a text contains a NUL or an incomplete character');
  return value;
}

function parseLine({ number, value }: UncheckedLine, refuse: Refuse): BundleLine {
  const parsed = BundleLine.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(
    number,
    issue
      ? `${issue.path.join('.') || 'the line'}: ${issue.message.replace(/\.$/, '')}`
      : 'not a bundle line',
  );
}

function parseJson(bytes: Buffer): unknown {
  try {
    const text = decoder.decode(bytes);
    return isTooDeep(text) ? undefined : JSON.parse(text);
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
    !(value.version >= 1 && value.version <= bundleVersion)
  );
}

/** PostgreSQL cannot store NUL or half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
  return true;
}
