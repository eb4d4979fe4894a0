import { SectionKind } from './sections.ts';
import { sectionWords } from './section-words.ts';

/** The section for a heading of another template; `other` if unknown. */
export function guessSectionKind(heading: string): SectionKind {
  const plain = heading
    .toLowerCase()
    .replaceAll(/[*_`#]|\([^()]*\)|^\s*[\d.]+\s+/g, '')
    .replaceAll(/[^\p{L}\p{N};\-' /]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const found = SectionKind.options.find(
    (kind) =>
      kind === plain ||
      sectionWords[kind].name.toLowerCase() === plain ||
      sectionWords[kind].aliases.some(
        (alias) => alias === plain || alias === heading.trim().toLowerCase(),
      ),
  );
  return found ?? 'other';
}
