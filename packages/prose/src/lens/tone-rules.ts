import { patterns, type LensRule } from './rule.ts';

const them = String.raw`(?:we|you|he|she|they|i|anyone|anybody|nobody|no_one|someone|somebody|everyone|(?:the|our|your|any|that)_(?:[\w-]+_){0,2}?(?:team|engineers?|on-?call|developers?|operators?|admins?|responders?|reviewers?|manager|owners?|author|person|people|staff|users?|support))`;
const aux = String.raw`(?:did|do|does|was|were|would|could|had|has|have|should|is|are)(?:_not|n['’]t)?`;

export const toneRules: readonly LensRule[] = [
  {
    id: 'luck',
    name: 'Luck',
    source: 'Google, postmortem template: “where we got lucky” asks what to make dependable',
    question: 'What made that so, and can we count on it next time?',
    places: ['account'],
    patterns: patterns(
      String.raw`\b(?:luck(?:y|ily)?|fortunately|thankfully)\b`,
      String.raw`\b(?:by_chance|happened_to_(?:be|look|see|have|notice|check|know)|low[-\s]traffic|off-peak|good_thing)\b`,
    ),
    confirm: ({ start }, _, sentence) =>
      !/\b(?:where|how)_?\s+(?:did\s+)?we\s+(?:got|get)\s+$/iu.test(sentence.slice(0, start)),
  },
  {
    id: 'blaming-question',
    name: 'Blaming question',
    source: 'Allspaw, The Infinite Hows; PagerDuty, Blameless Post-Mortems',
    question: 'How would this read as “how” or “what” about the work and the system?',
    places: ['account', 'question', 'action'],
    patterns: [
      ...patterns(
        String.raw`\bwhy_(?:${aux}_)(?:${them})\b(?=[^?]*\?)`,
        String.raw`\bwhy_(?:was|were)n['’]t_(?:[\w-]+_){1,4}(?:followed|tested|reviewed|checked|read|updated|told|communicated)\b(?=[^?]*\?)`,
        String.raw`\bhow_(?:could|can|did)_${them}_(?:\w+_)?(?:miss|overlook|forget|ignore|not|allow|let|fail)\b(?=[^?]*\?)`,
        String.raw`(?:^|[.:,]\s*)who_(?!is\b|are\b|was_(?:on|affected|paged|told)\b|else\b|can\b|will\b|should\b|gets?\b|needs?\b|owns?\b|has\b|have\b)(?:\w+ed|broke|did|made|wrote|let|left|forgot|ran|put)\b(?=[^?]*\?)`,
        String.raw`\bwho_(?:is|was)_(?:to_blame|at_fault|responsible_for_(?:this|the_(?:outage|incident|failure|mistake|error)))\b|\bwhose_(?:fault|mistake|error|responsibility)\b|\bdid_(?:anyone|anybody|you|they)_(?:even|not)\b`,
      ),
    ],
  },
  {
    id: 'animated',
    name: 'Animated language',
    source: 'Site Reliability Workbook, ch. 10: animated language',
    question: 'Which fact shows this to someone who was not there?',
    places: ['account', 'question', 'action'],
    patterns: patterns(
      String.raw`[\p{L}\p{N})][!?]*!{2,}`,
      String.raw`\b(?:unacceptabl[ey]|ridiculous(?:ly)?|insane(?:ly)?|horribl[ey]|terribl[ey]|nightmare|appalling|awful|outrageous|absurd(?:ly)?|stupid(?:ly|ity)?|idiotic|shocked|shocking(?:ly)?|embarrassing(?:ly)?)\b`,
      String.raw`\b(?:complete|total|absolute|utter|real)_(?:disaster|mess|chaos|failure)\b|\bdisastrous(?:ly)?\b|\bcatastrophic(?:ally)?\b(?!_(?:backtracking|failure_mode|error))`,
    ),
  },
];
