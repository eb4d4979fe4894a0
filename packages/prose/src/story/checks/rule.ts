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

/** What a rule found: a sentence, or the story where `claim` is null; a question to its teller, never a mark. */
export interface CheckFinding extends Range {
  rule: RuleId;
  claim: number | null;
  /** What of the story it asks about, where a rule may ask about several things of it. */
  topic?: string;
  question: string;
  why: string;
}

/** What the record shows behind one claim. */
export interface ClaimEvidence {
  /** `no-evidence` also if something contradicts it. */
  grade: 'documented' | 'confirmed' | 'from-memory' | 'no-evidence';
  /** How many of the cited items are by the teller, and how many by others. */
  byMe: number;
  byOthers: number;
}

/** What is known beside the story itself; a rule whose knowledge is missing does not run, and the answer says so. */
export interface Known {
  grammar: Grammar | null;
  /** How many other people took part, by the record. */
  otherParticipants: number | null;
  evidence: readonly ClaimEvidence[] | null;
  names: Names;
  form: FormKind;
}

/** A rule of the list: what it asks, where it comes from, what it needs. How well it asks is in `measured`. */
export interface Rule {
  id: RuleId;
  title: string;
  source: string;
  /** The languages whose words it knows; every language where it reads figures and structure alone. */
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

/** The name under which “it is meant so” is kept of a finding, beside its sentence or the story: `no-number`, `missing-part:S`. */
export function toAnswerKey({ rule, topic }: Pick<CheckFinding, 'rule' | 'topic'>): string {
  return topic === undefined ? rule : `${rule}:${topic}`;
}

export function eachClaim(
  story: StoryText,
  find: (claim: Claim, index: number) => CheckFinding | null,
): CheckFinding[] {
  return story.claims.flatMap((claim, index) => find(claim, index) ?? []);
}
