import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormKind } from '../src/story/budgets.ts';
import type { ClaimEvidence, RuleId } from '../src/story/checks/rule.ts';
import { parts, type Part } from '../src/story/parts.ts';

/**
 * `tuning`: rules can be changed for it. `held-out`: labeled before the rules ran on it, and no
 * rule was changed for it.
 */
export type LabelledSet = 'tuning' | 'held-out';

export interface LabelledSentence {
  set: LabelledSet;
  part: Part;
  text: string;
  isBullet?: boolean;
  fires: RuleId[];
  /** The only rule that it was labeled for; without it, for all. */
  about?: RuleId;
  tells?: ('trade-off' | 'prevention' | 'learning')[];
}

export interface LabelledStory {
  set: LabelledSet;
  claims: { part: Part; text: string }[];
  fires: RuleId[];
  /**
   * The rule it was written for; it counts for that one and those it names. Without it, for all.
   */
  about?: RuleId;
  otherParticipants?: number;
  evidence?: ClaimEvidence[];
  form?: FormKind;
}

type Told = Record<Part, string[] | null>;

interface FieldsTable {
  sentences: LabelledSentence[];
  whole: Record<string, Told>;
  stories: {
    set: LabelledSet;
    of: string;
    with?: Partial<Told>;
    fires: RuleId[];
    about?: RuleId;
    otherParticipants?: number;
    evidence?: string[];
    form?: FormKind;
  }[];
}

const grades = new Map([
  ['E0', 'no-evidence'],
  ['E1', 'from-memory'],
  ['E2', 'confirmed'],
  ['E3', 'documented'],
] as const);

/** `E3:2/1`: the grade, the cited items by the author, those by others. */
function parseEvidence(said: string): ClaimEvidence {
  const found = /^(E[0-3]):(\d+)\/(\d+)$/.exec(said);
  const grade = [...grades].find(([code]) => code === found?.[1])?.[1];
  if (!found || !grade)
    throw new Error(`“${said}” is no evidence of a labelled story; write it as E3:2/1.`);
  return { grade, byMe: Number(found[2]), byOthers: Number(found[3]) };
}

/** Sentences and stories of engineers in many fields. */
export function fields(): { sentences: LabelledSentence[]; stories: LabelledStory[] } {
  const table = JSON.parse(
    readFileSync(join(import.meta.dirname, 'story-fields.json'), 'utf8'),
  ) as FieldsTable;
  const stories = table.stories.map(({ of, with: instead, evidence, ...rest }): LabelledStory => {
    const told = { ...table.whole[of], ...instead };
    const claims = parts.flatMap((part) => (told[part] ?? []).map((text) => ({ part, text })));
    return { ...rest, claims, ...(evidence ? { evidence: evidence.map(parseEvidence) } : {}) };
  });
  return { sentences: table.sentences, stories };
}
