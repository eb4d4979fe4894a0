import type { EvidenceDetails } from '@debrief/contract';
import type { EvidenceParts } from '../../evidence/index.ts';
import { findSecretParts } from './scan.ts';

/** What looks like a credential in one part of a revision. */
export interface ItemSecret {
  id: string;
  part: 'text' | 'details' | 'payload';
  kind: string;
  words: string;
  start: number;
  end: number;
}

/**
 * What looks like a credential in these revisions. What the text contains is not listed again for the
 * details, and neither for the raw payload: redacting it there clears the payload.
 */
export async function findItemSecrets(parts: readonly EvidenceParts[]): Promise<ItemSecret[]> {
  const texts = parts.flatMap(({ text, details, payload }) => [
    text,
    listDetailTexts(details).join('\n'),
    payload,
  ]);
  const found: ItemSecret[] = [];
  const known = new Map<string, string[]>();
  const secrets = (await findSecretParts(texts)).toSorted((a, b) => a.index - b.index);
  for (const { index, start, end, kind } of secrets) {
    const one = parts[Math.floor(index / 3)];
    const part = (['text', 'details', 'payload'] as const)[index % 3];
    const words = toPlainWords(texts[index]?.slice(start, end) ?? '');
    if (!one || !part) continue;
    const before = known.get(one.id) ?? [];
    const isKnown = before.some((other) => other.includes(words) || words.includes(other));
    if (part !== 'text' && isKnown) continue;
    known.set(one.id, [...before, words]);
    found.push({ id: one.id, part, kind, words, start, end });
  }
  return found;
}

/** In a raw payload, words are escaped as in JSON, and a match can contain the quotation mark after. */
function toPlainWords(found: string): string {
  const words = found.replace(/["\\]+$/, '');
  try {
    return String(JSON.parse(`"${words}"`));
  } catch {
    return words;
  }
}

/** Every text in the details that redaction can mask. */
function listDetailTexts({ title, fields, links, files, commit }: EvidenceDetails): string[] {
  return [
    ...(title === undefined ? [] : [title]),
    ...Object.entries(fields ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(links ?? []).flatMap((link) => [link.url, link.title ?? '']),
    ...(files ?? []).flatMap((file) => [file.name, file.url ?? '']),
    ...(commit ? [commit.tag ?? '', ...commit.files.map((file) => file.path)] : []),
  ];
}
