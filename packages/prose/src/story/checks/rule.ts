import type { FormKind } from '../budgets.ts';
import type { Claim, StoryText } from '../claims.ts';
import type { Grammar } from '../grammar.ts';
import type { Language } from '../language.ts';
import type { Names } from '../names.ts';
import type { Range } from '../parts.ts';

export type RuleId =
  | 'missing-part'
  | 'balance'
  | 'unattributable-action'
  | 'no-number'
  | 'number-without-baseline'
  | 'arithmetic'
  | 'window-missing'
  | 'statistical-support'
  | 'vague-verb'
  | 'task-repeats-situation'
  | 'no-trade-off'
  | 'generic-mechanism'
  | 'no-prevention'
  | 'no-learning'
  | 'blame'
  | 'hero'
  | 'overclaim'
  | 'unsupported'
  | 'confidential'
  | 'too-long';

/**
 * A finding of a rule: a sentence, or the story if `claim` is null; a question to its author, never
 * a mark.
 */
export interface CheckFinding extends Range {
  rule: RuleId;
  claim: number | null;
  /** What it asks about, if a rule can ask about several things in a story. */
  topic?: string;
  question: string;
  why: string;
}

/** The evidence for one claim. */
export interface ClaimEvidence {
  /** `no-evidence` also if something contradicts it. */
  grade: 'documented' | 'confirmed' | 'from-memory' | 'no-evidence';
  /** How many cited items are by the author, and how many by others. */
  byMe: number;
  byOthers: number;
}

/**
 * Context other than the story itself; a rule without its context does not run, and the result says
 * so.
 */
export interface Known {
  grammar: Grammar | null;
  /** How many other people took part, by the record. */
  otherParticipants: number | null;
  evidence: readonly ClaimEvidence[] | null;
  names: Names;
  form: FormKind;
}

/** A rule: what it asks, its source, and what it needs. Its precision is in `measured`. */
export interface Rule {
  id: RuleId;
  title: string;
  source: string;
  /** The languages whose words it knows; every language if it checks only numbers and structure. */
  languages: readonly Language[] | 'every';
  needs: 'grammar' | 'participants' | 'evidence' | null;
  find(story: StoryText, known: Known): CheckFinding[];
}

export function about(
  rule: RuleId,
  claim: Claim,
  index: number,
  question: string,
  why: string,
  within?: Range,
): CheckFinding {
  return {
    rule,
    claim: index,
    start: within?.start ?? claim.start,
    end: within?.end ?? claim.end,
    question,
    why,
  };
}

export function aboutStory(
  rule: RuleId,
  story: StoryText,
  question: string,
  why: string,
  claims = story.claims,
): CheckFinding {
  return {
    rule,
    claim: null,
    start: claims[0]?.start ?? 0,
    end: claims.at(-1)?.end ?? story.text.length,
    question,
    why,
  };
}

/**
 * The key under which a dismissal of a finding is stored with its sentence or story: `no-number`,
 * `missing-part:S`.
 */
export function toAnswerKey({ rule, topic }: Pick<CheckFinding, 'rule' | 'topic'>): string {
  return topic === undefined ? rule : `${rule}:${topic}`;
}

export function eachClaim(
  story: StoryText,
  find: (claim: Claim, index: number) => CheckFinding | null,
): CheckFinding[] {
  return story.claims.flatMap((claim, index) => find(claim, index) ?? []);
}
