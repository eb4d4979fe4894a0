export { describeRule } from './describe-rule.ts';
export { followUpRules, type FollowUpRule } from './rules.ts';
export { followUpQuestions, type FollowUpWords } from './questions.ts';
