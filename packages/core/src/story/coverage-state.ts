import { findSigns } from '@debrief/prose/story';
import {
  Grade,
  type CompetencyFramework,
  type Coverage,
  type CoverageCell,
  type StoryClaim,
  type StoryOutcome,
} from '@debrief/contract';

export interface CoveredStory {
  id: string;
  competencies: string[];
  happenedOn: string | null;
  outcome: StoryOutcome | null;
  strength: Grade | null;
}

export interface TakenPart {
  id: string;
  ref: string;
  title: string;
  decisions: number;
  hypotheses: number;
  impacts: number;
  questions: number;
  followUps: number;
  prevents: number;
  learns: number;
}

const recentYears = 3;

/**
 * The most frequent grade of the sentences about actions and results; in a tie, the weaker one.
 * Null for a story without either. Pure.
 */
export function rateStrength(claims: readonly Pick<StoryClaim, 'part' | 'grade'>[]): Grade | null {
  const covered = claims.filter((claim) => claim.part === 'action' || claim.part === 'result');
  const counts = Grade.options.map((grade) => ({
    grade,
    count: covered.filter((claim) => claim.grade === grade).length,
  }));
  const [most] = counts.toSorted(
    (a, b) => b.count - a.count || Grade.options.indexOf(b.grade) - Grade.options.indexOf(a.grade),
  );
  return covered.length === 0 || !most ? null : most.grade;
}

export function buildCells(
  framework: CompetencyFramework,
  stories: readonly CoveredStory[],
): CoverageCell[] {
  return framework.competencies.flatMap(({ key }) =>
    stories
      .filter((story) => story.competencies.includes(key))
      .map(({ id, strength, happenedOn, outcome }) => ({
        storyId: id,
        key,
        strength,
        happenedOn,
        outcome,
      })),
  );
}

const fewestWords = 2;
const mostWords = 3;

/**
 * Stories that are not marked with a competency but contain at least two of its words, or have its
 * name in the title. A single word is often coincidence. Pure.
 */
export function suggestStories(
  framework: CompetencyFramework,
  stories: readonly {
    id: string;
    title: string;
    competencies: readonly string[];
    claims: readonly Pick<StoryClaim, 'text'>[];
  }[],
): Coverage['suggested'] {
  return stories.flatMap(({ id, title, competencies, claims }) => {
    const text = claims.map((claim) => claim.text).join('\n');
    return framework.competencies.flatMap(({ key, name, signs }) => {
      if (competencies.includes(key)) return [];
      const named = findSigns({ signs: [name] }, title);
      const words = named.length > 0 ? named : findSigns({ signs }, text);
      return words.length >= (named.length > 0 ? 1 : fewestWords)
        ? [{ storyId: id, key, words: words.slice(0, mostWords) }]
        : [];
    });
  });
}

/** What a competency lacks, as sentences. `today` is a day. Pure. */
export function describeGaps(cells: readonly CoverageCell[], today: string): string[] {
  if (cells.length === 0) return ['No story shows this yet.'];
  const missing: string[] = [];
  if (cells.length === 1)
    missing.push('Only one story shows this. Two or three give you a choice.');
  if (!cells.some((cell) => cell.strength === 'documented' || cell.strength === 'confirmed'))
    missing.push('No story is mostly backed by documents or peers.');
  const dated = cells.filter((cell) => cell.happenedOn !== null);
  if (dated.length === cells.length && !dated.some((cell) => isRecent(cell.happenedOn, today)))
    missing.push(`Nothing from the last ${recentYears} years.`);
  return missing;
}

function isRecent(day: string | null, today: string): boolean {
  return (
    day !== null &&
    Number(today.slice(0, 4)) * 366 +
      toDayNumber(today) -
      (Number(day.slice(0, 4)) * 366 + toDayNumber(day)) <=
      recentYears * 366
  );
}

function toDayNumber(day: string): number {
  return (Number(day.slice(5, 7)) - 1) * 31 + Number(day.slice(8, 10));
}

/** What the stories lack in total. Pure. */
export function writeNotes(stories: readonly CoveredStory[]): string[] {
  if (stories.length === 0)
    return ['No stories yet. Start with an incident that you took part in.'];
  const isFailure = (story: CoveredStory) =>
    story.outcome === 'failure' || story.outcome === 'mixed';
  return stories.some(isFailure)
    ? []
    : [
        'No story about something that went wrong for you. Interviewers ask for one: set how the story ended.',
      ];
}

/**
 * Which traces in an incident suggest which kind of competency, by words of its name, hint and
 * signs.
 */
const speaks: readonly [words: RegExp, reason: (part: TakenPart) => string | null][] = [
  [
    /dive|depth|diagnos|analy|debug|technical|investigat|root|深入|技术|分析/iu,
    (part) => countOrNull(part.hypotheses, 'hypothesis you raised', 'hypotheses you raised'),
  ],
  [
    /bias|action|decis|decid|judg|right|pressure|risk|果断|决策|判断/iu,
    (part) => countOrNull(part.decisions, 'decision you made', 'decisions you made'),
  ],
  [
    /owner|deliver|result|follow|accountab|drive|主人|负责|交付|结果/iu,
    (part) => countOrNull(part.followUps, 'follow-up you own', 'follow-ups you own'),
  ],
  [
    /customer|user|impact|stakes|客户|用户/iu,
    (part) => countOrNull(part.impacts, 'impact note you wrote', 'impact notes you wrote'),
  ],
  [
    /standard|quality|prevent|invent|simplif|frugal|improv|质量|标准|创新/iu,
    (part) =>
      countOrNull(
        part.prevents,
        'prevention or detection follow-up you own',
        'prevention or detection follow-ups you own',
      ),
  ],
  [
    /learn|curio|grow|develop|teach|mentor|hire|学习|成长/iu,
    (part) => countOrNull(part.learns, 'learning follow-up you own', 'learning follow-ups you own'),
  ],
  [
    /trust|communicat|team|collab|influence|coordinat|disagree|backbone|信任|沟通|协作/iu,
    (part) => countOrNull(part.questions, 'question you asked', 'questions you asked'),
  ],
];

function countOrNull(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}

const mostFillers = 5;

/**
 * The incidents that could fill a gap: those in which the actor's own traces suggest it first, then
 * others that they took part in. Pure.
 */
export function findFillers(
  competency: { name: string; hint: string; signs: readonly string[] },
  parts: readonly TakenPart[],
): { id: string; ref: string; title: string; reason: string }[] {
  const asked = speaks.filter(([words]) =>
    words.test([competency.name, competency.hint, ...competency.signs].join(' ')),
  );
  const found = parts.map((part) => {
    const reasons = asked.flatMap(([, reason]) => reason(part) ?? []);
    return { part, reasons };
  });
  return found
    .toSorted((a, b) => b.reasons.length - a.reasons.length)
    .slice(0, mostFillers)
    .map(({ part: { id, ref, title }, reasons }) => ({
      id,
      ref,
      title,
      reason:
        reasons.length > 0
          ? `Contains ${reasons.join(' and ')}.`
          : 'You took part, and no story covers it yet.',
    }));
}
