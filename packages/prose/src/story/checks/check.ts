import type { StoryText } from '../claims.ts';
import { confidential, overclaim, unsupported } from './evidence.ts';
import { blame } from './blame.ts';
import { arithmetic, numberWithoutBaseline, statisticalSupport, windowMissing } from './figures.ts';
import { isEnabled, rulePrecision } from './rule-precision.ts';
import { genericMechanism } from './mechanism.ts';
import type { CheckFinding, Known, Rule, RuleId } from './rule.ts';
import { balance, missingPart, noNumber, taskRepeatsSituation, tooLong } from './structure.ts';
import { hero, noLearning, noPrevention, noTradeOff } from './content.ts';
import { unattributableAction, vagueVerb } from './wording.ts';

/** All rules, in the order in which a reader meets what they ask about. */
export const rules: readonly Rule[] = [
  missingPart,
  balance,
  taskRepeatsSituation,
  unattributableAction,
  vagueVerb,
  genericMechanism,
  noTradeOff,
  noNumber,
  numberWithoutBaseline,
  arithmetic,
  windowMissing,
  statisticalSupport,
  noPrevention,
  noLearning,
  blame,
  hero,
  overclaim,
  unsupported,
  confidential,
  tooLong,
];

/** The findings and the checks that ran; a rule that did not run says why. No score. */
export interface Checked {
  findings: CheckFinding[];
  ran: RuleId[];
  notRun: { rule: RuleId; why: string }[];
}

const languageNames = { en: 'English', zh: 'Chinese', other: 'this language' };

function whyNot(
  rule: Rule,
  story: StoryText,
  known: Known,
  isAsked: (rule: RuleId) => boolean,
): string | null {
  if (!isAsked(rule.id))
    return `It is switched off: ${rulePrecision[rule.id].wrong} of its questions on the reviewed sentences were not asked by a person.`;
  if (rule.languages !== 'every' && !rule.languages.includes(story.language)) {
    return `It only knows ${rule.languages.map((one) => languageNames[one]).join(' and ')}.`;
  }
  if (rule.needs === 'grammar' && known.grammar === null && story.language === 'en')
    return 'English grammar is not loaded.';
  if (rule.needs === 'participants' && known.otherParticipants === null)
    return 'Who else took part is not known.';
  if (rule.needs === 'evidence' && known.evidence === null)
    return 'What the sentences cite is not known.';
  return null;
}

/**
 * Runs the enabled rules (`isAsked`) over a story. Advisory: each finding names its sentence and
 * asks a question.
 */
export function checkStory(
  story: StoryText,
  known: Partial<Known> = {},
  isAsked: (rule: RuleId) => boolean = (rule) => isEnabled(rule),
): Checked {
  const all: Known = {
    grammar: null,
    otherParticipants: null,
    evidence: null,
    names: {},
    form: 'spoken-180',
    ...known,
  };
  const checked: Checked = { findings: [], ran: [], notRun: [] };
  for (const rule of rules) {
    const why = whyNot(rule, story, all, isAsked);
    if (why !== null) checked.notRun.push({ rule: rule.id, why });
    else {
      checked.ran.push(rule.id);
      checked.findings.push(...rule.find(story, all));
    }
  }
  return checked;
}
