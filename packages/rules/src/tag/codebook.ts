/** What the rules of the codebook need of a tag. */
export interface CodebookTag {
  id: string;
  name: string;
  mergedInto: string | null;
}

/**
 * The name by which tags are the same: without differences of case, width, compatibility forms
 * (Unicode NFKC), invisible characters and spaces. Empty if a name has no visible character.
 */
export function foldTagName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Variation_Selector}]/gu, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** One space between words. */
export function tidyTagName(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

/**
 * The tag that replaces each tag, by id: itself, or the end of its merges. A cycle, which no merge
 * makes, ends at the tag where it closes.
 */
export function findReplacements<Tag extends CodebookTag>(
  tags: readonly Tag[],
): ReadonlyMap<string, Tag> {
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const find = (tag: Tag): Tag => {
    let end = tag;
    for (const seen = new Set([tag.id]); end.mergedInto !== null && !seen.has(end.mergedInto);) {
      const next = byId.get(end.mergedInto);
      if (!next) break;
      seen.add(next.id);
      end = next;
    }
    return end;
  };
  return new Map(tags.map((tag) => [tag.id, find(tag)]));
}

/** Why a tag can't be merged into another one; null if it can. */
export function refuseMerge(tag: CodebookTag, into: CodebookTag): string | null {
  if (tag.id === into.id) return 'Select another tag: a tag can’t be merged into itself.';
  if (tag.mergedInto !== null) return `“${tag.name}” was already merged. Undo that merge first.`;
  if (into.mergedInto !== null)
    return `“${into.name}” was merged into another tag. Select the tag that replaces it.`;
  return null;
}
