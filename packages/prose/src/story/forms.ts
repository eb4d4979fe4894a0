import { budgets, spokenSeconds, type FormKind } from './budgets.ts';
import type { Claim, StoryText } from './claims.ts';
import { countWords } from './language.ts';
import { findQuantities } from './numbers.ts';
import { partWords, type Part } from './parts.ts';

/** A section of a format, with its heading: `Challenge` contains situation and task. */
interface Stretch {
  heading: string;
  parts: readonly Part[];
}

export interface FormattedStory {
  kind: FormKind;
  sections: { heading: string; claims: number[]; text: string }[];
  text: string;
  words: number;
  /** At the usual pace, a fast and a slow one. */
  seconds: { usual: number; fast: number; slow: number };
  budget: { words: number; seconds: number | null };
  leftOut: { claim: number; why: string }[];
}

const stretch = (heading: string, ...parts: Part[]): Stretch => ({ heading, parts });
const [s, t, a, r, l] = [
  stretch('Situation', 'S'),
  stretch('Task', 'T'),
  stretch('Action', 'A'),
  stretch('Result', 'R'),
  stretch('Learning', 'L'),
];

const shapes: Record<FormKind, readonly Stretch[]> = {
  star: [s, t, a, r],
  'star-learning': [s, t, a, r, l],
  car: [stretch('Challenge', 'S', 'T'), a, r],
  par: [stretch('Problem', 'S', 'T'), a, r],
  soar: [s, stretch('Obstacle', 'T'), a, r],
  'spoken-30': [s, t, a, r],
  'spoken-90': [s, t, a, r, l],
  'spoken-180': [s, t, a, r, l],
  promotion: [s, t, a, r],
  'brag-line': [a, r],
};

/** The share of words that each part should have (R-48), scaled to the parts of the format. */
const shares: Record<Part, number> = { S: 0.13, T: 0.09, A: 0.55, R: 0.18, L: 0.05 };
/** In which order the parts get their first sentence if there is little room. */
const necessity: readonly Part[] = ['R', 'A', 'T', 'S', 'L'];

/** The value of a sentence if not all fit: numbers, reasons and what comes first in its part. */
function worth(claim: Claim, place: number): number {
  const figures = Math.min(2, findQuantities(claim.said).length);
  const reasons =
    /\b(?:because|instead|rather than|so that|chose|decided|ruled out|found|proposed)\b|因为|而不是|决定|发现/i.test(
      claim.said,
    )
      ? 1
      : 0;
  return (
    figures + reasons * 1.5 - place * (claim.part === 'A' ? 0.2 : 0.4) - countWords(claim.said) / 60
  );
}

interface Candidate {
  index: number;
  part: Part;
  words: number;
  worth: number;
}

/**
 * Adds sentences while there is room: one of each part first, then to the part furthest below its
 * share.
 */
function chosenWithin(
  candidates: readonly Candidate[],
  parts: readonly Part[],
  budget: number,
): Set<number> {
  const taken = new Set<number>();
  const spent = new Map<Part, number>();
  let left = budget;
  const take = (part: Part): boolean => {
    const next = candidates
      .filter((one) => one.part === part && !taken.has(one.index) && one.words <= left)
      .toSorted((a, b) => b.worth - a.worth)[0];
    if (!next) return false;
    taken.add(next.index);
    spent.set(part, (spent.get(part) ?? 0) + next.words);
    left -= next.words;
    return true;
  };
  for (const part of necessity) if (parts.includes(part)) take(part);
  const all = parts.reduce((sum, part) => sum + shares[part], 0);
  const open = new Set(parts);
  while (open.size > 0) {
    const below = [...open].toSorted(
      (x, y) => (spent.get(x) ?? 0) / (shares[x] / all) - (spent.get(y) ?? 0) / (shares[y] / all),
    )[0];
    if (below === undefined || !take(below)) open.delete(below ?? 'S');
  }
  return taken;
}

/** Joins sentences; a bullet without a full stop gets one. */
function joinSentences(claims: readonly Claim[]): string {
  return claims
    .map(({ said }) =>
      /[.!?。！？…:：]["”')）]?$/.test(said)
        ? said
        : `${said}${/\p{Script=Han}$/u.test(said) ? '。' : '.'}`,
    )
    .join(' ');
}

/**
 * A story in a format, within its length. `chosen` are the claims that can be used (default: all).
 * Sentences are arranged and left out, never written; the result lists what was left out, with the
 * reason.
 */
export function form(story: StoryText, kind: FormKind, chosen?: readonly number[]): FormattedStory {
  const shape = shapes[kind];
  const parts = shape.flatMap((one) => one.parts);
  const budget = budgets[kind];
  const places = new Map<Part, number>();
  const candidates = story.claims.flatMap((claim, index): Candidate[] => {
    const place = places.get(claim.part) ?? 0;
    places.set(claim.part, place + 1);
    const isOpen = parts.includes(claim.part) && (!chosen || chosen.includes(index));
    return isOpen
      ? [{ index, part: claim.part, words: countWords(claim.said), worth: worth(claim, place) }]
      : [];
  });
  const taken = chosenWithin(candidates, parts, budget.words);
  const left =
    budget.words - candidates.reduce((sum, one) => sum + (taken.has(one.index) ? one.words : 0), 0);
  const sections = shape.flatMap(({ heading, parts }) => {
    const claims = parts.flatMap((part) =>
      story.claims.flatMap((claim, index) =>
        claim.part === part && taken.has(index) ? [index] : [],
      ),
    );
    return claims.length === 0
      ? []
      : [
          {
            heading,
            claims,
            text: joinSentences(claims.flatMap((index) => story.claims[index] ?? [])),
          },
        ];
  });
  const text = sections
    .map((one) => one.text)
    .join(kind === 'promotion' || kind === 'brag-line' ? ' ' : '\n');
  const leftOut = story.claims.flatMap(({ part, said }, claim) => {
    if (taken.has(claim)) return [];
    if (!parts.includes(part)) return [{ claim, why: `This format has no ${partWords[part]}.` }];
    if (chosen && !chosen.includes(claim)) return [{ claim, why: 'It was not selected.' }];
    return [
      { claim, why: `It has ${countWords(said)} words, and there was room for ${left} more.` },
    ];
  });
  const said = sections
    .flatMap((one) => one.claims.flatMap((index) => story.claims[index]?.said ?? []))
    .join(' ');
  return {
    kind,
    sections,
    text,
    words: countWords(said),
    seconds: spokenSeconds(said),
    budget: { words: budget.words, seconds: budget.seconds },
    leftOut,
  };
}
