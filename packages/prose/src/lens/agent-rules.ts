import { person } from '../people.ts';
import type { Word } from '../story/grammar.ts';
import { patterns, wordAt, type Found, type LensRule } from './rule.ts';

const someone = String.raw`(?:we|i|he|she|they|(?:none|one|all|some)_of_(?:us|them|you)|nobody|no_one|someone|somebody|${person.replaceAll(' ', '_')}|users?|(?:the|a|an|one|another)_(?:users?|author|person|maintainer|member|oncall|on-call))`;
const adverbs = String.raw`(?:_\w+ing(?:_[\w-]+){1,3}?)?(?:_(?:also|then|again|just|simply|only|however|explicitly|still|all|both|have|has|had|initially|again|previously|really|obviously|clearly)){0,3}`;
const omission = String.raw`(?:check|test|verify|validate|review|notice|consider|account|think|catch|realise|realize|read|follow|communicate|document|update|upgrade|deploy|request|ask|tell|inform|escalate|plan|look|respond|act|action|make|monitor|anticipate|understand|prepare)`;
const omitted = String.raw`(?:checked|tested|verified|validated|reviewed|noticed|considered|caught|realised|realized|read|followed|communicated|documented|updated|upgraded|deployed|requested|asked|told|informed|escalated|planned|responded|acted|actioned|made|monitored|anticipated|understood|prepared|thought)`;

/** Whether people are the subject at this place, not the object of a preposition: *from users*. */
function isSubject({ start }: Found, words: readonly Word[]): boolean {
  const at = wordAt(words, start);
  const before = words[at - 1];
  if (!before || at < 1) return true;
  return (
    !before.tags.has('Preposition') ||
    /^(?:but|because|although|while|after|before|since|until|so|that|than|as|when|if)$/u.test(
      before.text,
    )
  );
}

/** Words that name who acted: *by the pipeline* is an agent, *by hand* and *by 12:00* are not. */
const namesAgent = /\bby_?\s+(?!\d|hand\b|mistake\b|accident\b|default\b|adding\b|\w+ing\b)/iu;

/** A passive without an agent in the rest of its clause. */
function hasNoAgent({ end }: Found, _: readonly Word[], sentence: string): boolean {
  const rest = sentence.slice(end).split(/[,;.]/u)[0] ?? '';
  return !namesAgent.test(rest);
}

/** Systems err, too, and no person is called wrong then. */
const machine =
  /\b(?:settings?|configuration|jobs?|scripts?|pipelines?|bots?|services?|systems?|tools?|hooks?|controllers?)\s+(?:had\s+|has\s+)?$/iu;

const changeVerbs = String.raw`changed|modified|updated|removed|deleted|disabled|raised|lowered|reduced|increased|configured|migrated|renamed|moved`;
const be = String.raw`\b(?:was|were|been|being|got)`;
const not = String.raw`(?:not|never)(?:_(?:yet|actually|properly|fully|sufficiently|explicitly|previously|really|ever))?`;

export const agentRules: readonly LensRule[] = [
  {
    id: 'human-error',
    name: 'Human error',
    source: 'PagerDuty, Effective Post-Mortems; Woods et al., STELLA report',
    question: 'What did they see, and what would lead anyone in their place to do the same?',
    places: ['account', 'question'],
    patterns: patterns(
      String.raw`\b(?:human|user|operator|manual|pilot|engineer)_(?:error|mistake|misunderstanding)s?\b`,
      String.raw`\b(?:accidentally|mistakenly|inadvertently|unintentionally|erroneously|carelessly)\b`,
      String.raw`\b(?:accidental|unintentional|unintended|inadvertent|erroneous)_(?:[\w-]+_){0,2}?(?:execution|deletion|change|changes|update|upgrade|deploy\w*|run|removal|push|merge|configuration)\b`,
      String.raw`\b(?:by_mistake|by_accident|(?:a|the|our|my|his|her|their|this)_(?:\w+_)?(?:mistake|oversight|slip|blunder)|was_a_mistake|a_(?:\w+_)?typo)\b`,
      String.raw`\b(?:wrongly|incorrectly|falsely)_(?:assum|assess|believ|thought|judg|conclud|set|typ|enter|configur)\w*|\b(?:incorrect|wrong|false)_assumptions?\b|\bforgot(?:ten)?\b`,
    ),
    confirm: ({ start }, _, sentence) =>
      !machine.test(sentence.slice(0, start)) &&
      !/\b(?:prevent\w*|avoid\w*|without|not|any|fix\w*|from|guard\w*|against|assum\w+|suspect\w*)\s+(?:[\w’'-]+\s+){0,3}$/iu.test(
        sentence.slice(Math.max(0, start - 50), start),
      ),
  },
  {
    id: 'person-as-cause',
    name: 'Person as the cause',
    source:
      'Vesel, Agentive Language in Accident Investigation (2020); Site Reliability Workbook, ch. 10',
    question:
      'What was their role, what did they know then, and what condition made this possible?',
    places: ['account', 'question'],
    patterns: patterns(
      String.raw`\b${someone}${adverbs}_(?:failed_to|forgot|neglected|overlooked|missed|ignored|misjudged|misread|mis(?:took|understood|configured)|broke|dismissed|botched|(?:wrongly|incorrectly|mistakenly|accidentally|inadvertently|unintentionally|erroneously)_\w+ed)\b`,
      String.raw`\b${someone}${adverbs}_(?:did|could|do|have|had|has)(?:_not|n['’]t)_(?:yet_|even_|explicitly_|properly_|actually_|really_|think_to_)?(?:${omission}|${omitted})\b`,
      String.raw`\b${someone}${adverbs}_never_(?:${omission}|${omitted}|bothered|wrote|did|gave)\b`,
      String.raw`\b(?:nobody|no_one|none_of_(?:us|them))_(?:noticed|was_watching|checked|saw|realized|realised|looked|knew|reviewed)\b`,
      String.raw`\b${someone}${adverbs}_(?:was|were)_(?:\w+_)?(?:slow_to|careless|negligent|lazy|sloppy|to_blame|at_fault|unprepared|late_to)\b`,
      String.raw`\b${someone}${adverbs}_(?:deployed|pushed|merged|applied|committed)_(?:an?_|the_)?(?:invalid|wrong|bad|broken|faulty|incorrect|untested)\b`,
      String.raw`\b${someone}${adverbs}_(?:spent|took)_(?:way_)?too_(?:much|long)\b`,
      String.raw`\b${someone}_had_\w+ed_(?:\w+_){1,3}earlier,_causing\b`,
    ),
    confirm: isSubject,
  },
  {
    id: 'hidden-decision',
    name: 'Hidden decision',
    source: 'Etsy, Debriefing Facilitation Guide: describe what people did and what they knew',
    question: 'Which role decided or did this, and what did they know?',
    places: ['account', 'question'],
    patterns: patterns(
      String.raw`\b(?:decision(?:_(?:was|is|has_been|had_been))?_(?:made|taken)|it_(?:was|is)_(?:then_|also_)?(?:decided|agreed|deemed|assumed|thought|believed|judged))\b`,
      String.raw`${be}_(?:simply_|completely_|then_|also_|initially_)?(?:overlooked|skipped|ignored|forgotten|missed|neglected|postponed|deprioriti[sz]ed|dismissed)\b`,
      String.raw`(?:${be}_${not}|\b(?:was|were)n['’]t(?:_yet|_actually|_properly)?|\b(?:had|has|have)(?:_${not}|n['’]t(?:_yet)?)_been|\bnot_being)_(?:\w+ly_)?(?:${omitted}|committed|identified|merged|configured|set_up|protected|noted|applied|rolled_out|enabled|addressed|migrated|reviewed|written|clearly_defined)\b`,
      String.raw`${be}_(?:assumed|thought|considered|understood|deemed)_(?:to_be|that|safe|normal|redundant)\b`,
      String.raw`${be}_(?:\w+ly_)?(?:changed|modified|updated|applied|deployed|deleted|removed|pushed|merged|set|raised|lowered|disabled|triggered|switched|introduced|added)\b(?=[^.;]*(?:,_?(?:\w+ly_)?(?:breaking|causing|overwriting|introducing|removing|deleting)\b|\bwhich_(?:\w+ly_)?(?:caused|broke|led|meant)\b))`,
      // Someone did it and expected something else.
      String.raw`${be}_(?:then_)?(?:unexpectedly|unintentionally|unknowingly|prematurely|silently|quietly)_(?:${changeVerbs}|triggered|deployed|merged|released|started|stopped)\b`,
      String.raw`\bsupposed_to_(?:be|have_been)_\w+(?:ed|en)\b`,
      String.raw`\b(?:thresholds?|limits?|timeouts?|quotas?|retention|replicas?)_${be.slice(2)}_(?:raised|lowered|increased|decreased|reduced|changed)_from\b`,
      String.raw`\b(?:some_?time|at_some_point|originally|previously|years_ago|months_ago|in_the_past)\b[^.;:]*?${be},?_(?:${changeVerbs})\b`,
      String.raw`${be}_set_too_(?:high|low|long|short|tight)\b|\bnothing_was_done\b|\bunderstanding_that_it\b`,
    ),
    confirm: hasNoAgent,
  },
];
