/** How texts name a person. */
export interface NameForms {
  /** In any case: full names, and names in a tool. */
  full: string[];
  /** As they are written: a first or last name that no one else of the incident has. */
  parts: string[];
}

interface Named {
  name: string;
  identities: readonly { name: string }[];
}

const listFull = ({ name, identities }: Named): string[] => [
  ...new Set([name, ...identities.map((one) => one.name)].map((one) => one.trim())),
];
const listWords = (person: Named): string[] => listFull(person).flatMap((one) => one.split(/\s+/));

/** The forms of a person's name, so that no form also names one of the others. */
export function listNameForms(person: Named, others: readonly Named[]): NameForms {
  const taken = new Set(others.flatMap(listWords).map((word) => word.toLowerCase()));
  const full = listFull(person).filter((name) => name.length > 1);
  const known = new Set(full.map((name) => name.toLowerCase()));
  const parts = [...new Set(listWords(person))].filter(
    (word) =>
      word.length > 2 &&
      /^\p{Lu}/u.test(word) &&
      !taken.has(word.toLowerCase()) &&
      !known.has(word.toLowerCase()),
  );
  return { full, parts };
}

const escapePattern = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The places where a text names a person, longest forms first. */
function findNames(text: string, { full, parts }: NameForms): { at: number; end: number }[] {
  const found: { at: number; end: number }[] = [];
  const search = (forms: readonly string[], flags: string) => {
    for (const form of forms.toSorted((a, b) => b.length - a.length)) {
      const pattern = `(?<![\\p{L}\\p{N}])@?${escapePattern(form)}(?![\\p{L}\\p{N}])`;
      for (const match of text.matchAll(new RegExp(pattern, flags))) {
        const end = match.index + match[0].length;
        if (!found.some((one) => match.index < one.end && one.at < end))
          found.push({ at: match.index, end });
      }
    }
  };
  search(full, 'giu');
  search(parts, 'gu');
  return found.toSorted((a, b) => a.at - b.at);
}

export function namesAny(text: string, forms: NameForms): boolean {
  return findNames(text, forms).length > 0;
}

/** The text with a role instead of the person's name. The same text if it doesn't name them. */
export function removeNames(text: string, forms: NameForms, role: string): string {
  let next = '';
  let last = 0;
  for (const { at, end } of findNames(text, forms)) {
    const isStart = /(^|[.!?]\s+|\n)$/.test(text.slice(0, at));
    next += text.slice(last, at) + (isStart ? role.charAt(0).toUpperCase() + role.slice(1) : role);
    last = end;
  }
  return next + text.slice(last);
}
