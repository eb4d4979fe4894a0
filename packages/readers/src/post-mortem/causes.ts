import type { FactorKind, ReportCause, SectionKind } from '@debrief/contract';
import { findLabelled } from './labels.ts';
import { type Part, findSpan, toText } from './parts.ts';

const kinds: Partial<Record<SectionKind, FactorKind>> = {
  contributors: 'contributor',
  trigger: 'trigger',
  risks: 'risk',
};
const nothing = /^(?:\.\. |:\w+: )|^(none|n\/?a|tbd|unknown|no comments? added|-+)?\.?$/i;
/** A statement is a few sentences; the rest stays in the section. */
const longest = 600;

/** The causes named in a report: below such a heading, or a label that acts as one. */
export function findCauses(section: SectionKind, parts: readonly Part[]): ReportCause[] {
  const kind = kinds[section];
  if (kind !== undefined) return listCauses(kind, parts);
  return findLabelled(parts).flatMap((one) => {
    const named = kinds[one.kind];
    return named === undefined ? [] : listCauses(named, one.parts);
  });
}

/** List items, else paragraphs. */
function listCauses(kind: FactorKind, parts: readonly Part[]): ReportCause[] {
  const items = parts.flatMap((part) =>
    part.type === 'list'
      ? part.items.map((item) => item.parts)
      : part.type === 'table'
        ? part.rows.slice(1).map((row) => row.flatMap((cell) => cell.parts))
        : [],
  );
  const found =
    items.length > 0
      ? items
      : parts.filter((part) => part.type === 'paragraph').map((part) => [part]);
  return found.flatMap((each): ReportCause[] => {
    const span = findSpan(each);
    const text = toText(each);
    if (span === null || nothing.test(text) || !/\p{L}{3}/u.test(text)) return [];
    return [{ start: span.from, end: span.to, text: clipToSentences(text), kind }];
  });
}

/** As many full sentences as fit. */
function clipToSentences(text: string): string {
  if (text.length <= longest) return text;
  const end = text.slice(0, longest).search(/[.!?](?=\s[^.!?]*$)/);
  return end > 80
    ? text.slice(0, end + 1)
    : `${text
        .slice(0, longest - 1)
        .replace(/\s+\S*$/, '')
        .toWellFormed()}…`;
}
