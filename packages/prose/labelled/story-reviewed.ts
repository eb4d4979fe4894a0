import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixEncoding } from '@debrief/readers/encoding';
import { checkStory, rules, type Checked } from '../src/story/checks/check.ts';
import type { Score } from '../src/story/checks/rule-precision.ts';
import type { RuleId } from '../src/story/checks/rule.ts';
import { buildStoryText, toStoryText } from '../src/story/claims.ts';
import {
  fields,
  type LabelledSentence,
  type LabelledSet,
  type LabelledStory,
} from './story-fields.ts';
import type { Grammar } from '../src/story/grammar.ts';

/**
 * An answer of the founding documents as labeled by a person: offsets and verdicts, none of its
 * words.
 */
export interface Expected {
  answer: string;
  file: string;
  isMended: boolean;
  index: number;
  start: number;
  /** `part` names one letter, or several if each is a fair reading. */
  parts: { start: number; end?: number; part: string; basis: 'labelled' | 'proposed' | 'asked' }[];
  verdicts: Record<RuleId, 'silent' | 'asks about the story' | 'does not run' | number[]>;
}

const here = import.meta.dirname;

/** The tables are ours and are checked by the tests that read them. */
function table(name: string): unknown {
  return JSON.parse(readFileSync(join(here, name), 'utf8'));
}

export const expectations = () =>
  (table('story-expectations.json') as { answers: Expected[] }).answers;

/**
 * All labeled sentences and stories. Those of the first table are for tuning: rules were changed
 * for most of them.
 */
export function loadLabelled(): { sentences: LabelledSentence[]; stories: LabelledStory[] } {
  const first = table('story-sentences.json') as {
    sentences: Omit<LabelledSentence, 'set'>[];
    stories: Omit<LabelledStory, 'set'>[];
  };
  const later = fields();
  return {
    sentences: [
      ...first.sentences.map((one) => ({ ...one, set: 'tuning' as const })),
      ...later.sentences,
    ],
    stories: [
      ...first.stories.map((one) => ({ ...one, set: 'tuning' as const })),
      ...later.stories,
    ],
  };
}

/**
 * The text of an answer's file, with its encoding repaired; null if the founding documents are not
 * next to the repository.
 */
export function foundingText({ file, isMended }: Expected): string | null {
  try {
    const text = readFileSync(
      join(here, '../../../../shared/reference/founding-documents', file),
      'utf8',
    );
    return isMended ? fixEncoding(text).text : text;
  } catch {
    return null;
  }
}

export interface Disagreement {
  rule: RuleId;
  where: string;
  is: 'asked' | 'missed';
}

const ofSentences: ReadonlySet<RuleId> = new Set([
  ...([
    'unattributable-action',
    'vague-verb',
    'generic-mechanism',
    'number-without-baseline',
    'arithmetic',
    'window-missing',
  ] as const),
  ...(['statistical-support', 'blame', 'confidential'] as const),
]);
const absences = {
  'trade-off': 'no-trade-off',
  prevention: 'no-prevention',
  learning: 'no-learning',
} as const;

/** A disabled rule is also measured, so that it can be enabled again. */
const everyRule = () => true;

const listAskingRules = ({ findings }: Checked) => new Set(findings.map((one) => one.rule));

/**
 * Measures every rule on a set of the labeled tables, or on both and the reviewed answers (tuning,
 * if present).
 */
export function measureRules(
  grammar: Grammar,
  asked: LabelledSet | 'all' = 'all',
): { scores: Map<RuleId, Score>; disagreements: Disagreement[] } {
  const scores = new Map<RuleId, Score>(
    rules.map((rule) => [rule.id, { right: 0, wrong: 0, missed: 0 }]),
  );
  const disagreements: Disagreement[] = [];
  const hold = (rule: RuleId, should: boolean, does: boolean, where: string) => {
    const score = scores.get(rule);
    if (!score || (!should && !does)) return;
    if (should && does) score.right += 1;
    else if (does) score.wrong += 1;
    else score.missed += 1;
    if (should !== does) disagreements.push({ rule, where, is: does ? 'asked' : 'missed' });
  };
  const { sentences, stories } = loadLabelled();
  const isAsked = ({ set }: { set: LabelledSet }) => asked === 'all' || asked === set;
  for (const { part, text, isBullet, fires, tells, about } of sentences.filter(isAsked)) {
    const found = listAskingRules(
      checkStory(
        buildStoryText([{ part, text: isBullet ? `- ${text}` : text }]),
        { grammar },
        everyRule,
      ),
    );
    for (const rule of about === undefined ? ofSentences : [])
      hold(rule, fires.includes(rule), found.has(rule), text);
    for (const [told, rule] of Object.entries(absences))
      if (
        tells &&
        (about === undefined || about === rule) &&
        (rule !== 'no-trade-off' || part === 'A')
      )
        hold(rule, !tells.some((one) => one === told), found.has(rule), text);
  }
  for (const { claims, fires, about, otherParticipants, evidence, form } of stories.filter(
    isAsked,
  )) {
    const known = {
      grammar,
      otherParticipants: otherParticipants ?? null,
      evidence: evidence ?? null,
      ...(form ? { form } : {}),
    };
    const found = listAskingRules(checkStory(buildStoryText(claims), known, everyRule));
    const where = claims.map((one) => one.text.slice(0, 40)).join(' | ');
    for (const { id } of rules) {
      const isJudged = about === undefined || about === id || fires.includes(id);
      if (isJudged && !ofSentences.has(id)) hold(id, fires.includes(id), found.has(id), where);
    }
  }
  for (const expected of asked === 'held-out' ? [] : expectations()) {
    const text = foundingText(expected);
    if (text === null) continue;
    const story = toStoryText(text, expected.index);
    const { findings } = checkStory(story, { grammar }, everyRule);
    for (const { id } of rules) {
      const should = expected.verdicts[id];
      const asked = findings.filter((one) => one.rule === id);
      if (Array.isArray(should)) {
        const places = asked.map((one) =>
          one.claim === null ? -1 : (story.claims[one.claim]?.saidStart ?? -1),
        );
        for (const place of new Set([...should, ...places]))
          hold(
            id,
            should.includes(place),
            places.includes(place),
            `${expected.answer} at ${place}`,
          );
      } else hold(id, should === 'asks about the story', asked.length > 0, expected.answer);
    }
  }
  return { scores, disagreements };
}

export function calculateRecall({ right, missed }: Score): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}
