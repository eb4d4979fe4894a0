export { parts, partNamed, partWords, type Part, type Range } from './parts.ts';
export { detectLanguage, countWords, type Language } from './language.ts';
export { readPasted, type Answer, type Pasted, type Piece } from './paste.ts';
export {
  splitClaims,
  collectPartText,
  buildStoryText,
  toStoryText,
  type Claim,
  type StoryText,
} from './claims.ts';
export { findQuantities, findSampleSize, findSource, type Quantity } from './numbers.ts';
export { findTimeRange } from './window.ts';
export {
  changeInWords,
  findChanges,
  recalculate,
  type Change,
  type Recalculation,
} from './arithmetic.ts';
export {
  durationSupport,
  incidentsNeeded,
  rateRatio,
  smallestCut,
  type RateRatio,
  type Verdict,
} from './statistics.ts';
export { budgets, pace, spokenSeconds, type Budget, type FormKind } from './budgets.ts';
export { loadGrammar, type Grammar } from './grammar.ts';
export { checkStory, rules, type Checked } from './checks/check.ts';
export {
  isEnabled,
  rulePrecision,
  calculatePrecision,
  type Score,
} from './checks/rule-precision.ts';
export { toAnswerKey } from './checks/rule.ts';
export type { ClaimEvidence, CheckFinding, Known, Rule, RuleId } from './checks/rule.ts';
export type { Named, Names } from './names.ts';
export { roleNamed } from './sensitive.ts';
export { findSensitive, type Sensitive, type SensitiveKind } from './sensitive.ts';
export { findCustomerNames } from './unknown-names.ts';
export { generalize, applyReplacements, type Replacement } from './generalize.ts';
export { form, type FormattedStory } from './forms.ts';
export { exemplars, type Exemplar, type ExemplarClaim } from './exemplars/index.ts';
export { cloze, isFilled, type Gap, type GapKind } from './cloze.ts';
export {
  leadershipPrinciples,
  neutralFramework,
  frameworks,
  type Competency,
  type Framework,
} from './bank/frameworks.ts';
export {
  difficulties,
  rounds,
  type Difficulty,
  type Question,
  type Round,
} from './bank/question.ts';
export { questions } from './bank/questions.ts';
export { readBank, type BankError, type ReadBank } from './bank/read-bank.ts';
export { match, findSigns, type Match } from './bank/match.ts';
export {
  findFollowUpQuestions,
  type FollowUpQuestion,
  type StoryGraph,
} from './follow-up-questions.ts';
