import { beginsWithDeed, type Grammar } from './grammar.ts';
import { learning, prevention, tradeOff } from './checks/signs.ts';
import { findChanges, isAboutChange } from './arithmetic.ts';
import type { StoryText } from './claims.ts';
import { findQuantities, findSource } from './numbers.ts';
import { findTimeRange } from './window.ts';

/** What is known of a story's evidence graph other than its words. */
export interface StoryGraph {
  hypotheses?: number;
  ruledOut?: number;
  decisions?: number;
  /** Decisions that name at least one other option. */
  decisionsWithOptions?: number;
  /** Follow-ups that end in a safeguard proven to work. */
  armedSafeguards?: number;
  otherParticipants?: number;
}

/** A question that an interviewer would ask next. */
export interface FollowUpQuestion {
  id: string;
  topic:
    | 'signal'
    | 'hypothesis'
    | 'decision'
    | 'action'
    | 'result'
    | 'prevention'
    | 'learning'
    | 'people'
    | 'scale'
    | 'adjacent'
    | 'system';
  question: string;
  /** The gap that it comes from; null for a standard topic. */
  gap: string | null;
  /** Index of the claim that it is about, if any. */
  claim: number | null;
}

interface Teller {
  story: StoryText;
  text: string;
  result: string;
  action: string;
  graph: StoryGraph;
  grammar: Grammar | null;
}

type Gap = Omit<FollowUpQuestion, 'claim'> & {
  gap: string;
  finds: (teller: Teller) => boolean | number;
};

const has = (words: RegExp) => (text: string) => words.test(text);
const saysRollback = has(
  /\b(?:roll(?:ed|ing)? ?back|revert\w*|fail(?:ed)? ?over|switched (?:back|off)|turned off)\b|回滚|切换/i,
);
const saysVerified = has(
  /\b(?:verif\w*|validat\w*|compared|checked|confirmed|counted|sampled|tested|tried|watched|measured|matched|by hand against|reconcil\w*)\b|验证|核对|对比|测试/i,
);
const saysReproduced = has(
  /\b(?:reproduc\w*|test bed|load test|staging|replay\w*|fault injection|simulat\w*|on a copy)\b|复现|压测/i,
);
const saysRuledOut = has(
  /\b(?:ruled (?:\w+ )?out|excluded|not the|innocent|wasn['’]t the|suspected first|eliminated)\b|排除/i,
);
const saysSignal = has(
  /\b(?:alarm|alert|paged|dashboard|report(?:ed)?|complain\w*|noticed|saw|customers? (?:told|called|wrote)|monitor\w*|log)\b|告警|投诉|报警|发现/i,
);
const saysGoal = has(
  /\b(?:slo|sla|goal|target|deadline|budget|p9\d|durability|availability|before (?:the|monday|\d)|within \d)\b|目标|之前|以内/i,
);
const saysDisagreed = has(
  /\b(?:disagree\w*|argued|objection|objected|against|pushed back|preferred|convince\w*|debate\w*)\b|反对|争论/i,
);
const saysData = has(
  /\b(?:data|rows|records|documents|orders|backup|replay\w*|restore\w*|migration|duplicate\w*)\b|数据|订单/i,
);
const saysLoss = has(
  /\b(?:no (?:data|document|order|record|row)s? (?:was|were )?lost|lost|loss|integrity|checksum|counts?|backup|copy)\b|丢失|一致/i,
);

/** Gaps of the story, in the order an interviewer would notice them. */
const gaps: readonly Gap[] = [
  {
    id: 'no-signal',
    topic: 'signal',
    gap: 'Nothing says how it was noticed.',
    question: 'What did you notice first, and what could have misled you?',
    finds: ({ text }) => !saysSignal(text),
  },
  {
    id: 'no-hypothesis-ruled-out',
    topic: 'hypothesis',
    gap: 'No hypothesis that was ruled out is named.',
    question: 'What else could it have been, and how did you rule it out?',
    finds: ({ text, graph }) => !saysRuledOut(text) && (graph.ruledOut ?? 0) === 0,
  },
  {
    id: 'ruled-out-not-told',
    topic: 'hypothesis',
    gap: 'The record has hypotheses that were ruled out; the story mentions none.',
    question: 'The record has suspects that turned out innocent. Which one cost you most time?',
    finds: ({ text, graph }) => !saysRuledOut(text) && (graph.ruledOut ?? 0) > 0,
  },
  {
    id: 'no-alternative',
    topic: 'decision',
    gap: 'No alternative is named.',
    question: 'What else could you have done, and what would it have cost?',
    finds: ({ action, graph }) =>
      action !== '' && !tradeOff.test(action) && (graph.decisionsWithOptions ?? 0) === 0,
  },
  {
    id: 'how-rollback',
    topic: 'decision',
    gap: 'Something was rolled back or switched over, and what made you sure is not said.',
    question:
      'How did you know then to roll back rather than keep looking? What would have made you wait?',
    finds: ({ story, action }) =>
      saysRollback(action) &&
      !/\b(?:because|risk|rather than|instead of|knew|cost)\b|因为|而不是/i.test(action)
        ? story.claims.findIndex((one) => one.part === 'A' && saysRollback(one.said))
        : false,
  },
  {
    id: 'who-disagreed',
    topic: 'decision',
    gap: 'No one disagrees in the story.',
    question: 'Who saw it otherwise, and what was right about that?',
    finds: ({ text, graph }) => !saysDisagreed(text) && (graph.otherParticipants ?? 2) > 0,
  },
  {
    id: 'whose-action',
    topic: 'action',
    gap: 'Most of what was done says we.',
    question: 'Which part of this was yours, and what would have happened without you?',
    finds: ({ story, grammar }) => {
      const actions = story.claims.filter((one) => one.part === 'A');
      const mine = actions.filter(
        (one) =>
          /\b(?:I|my)\b|我(?!们)/.test(one.said) ||
          (grammar !== null && one.isBullet && beginsWithDeed(grammar.parse(one.said))),
      ).length;
      const ours = actions.filter((one) => /\b[Ww]e\b|我们/.test(one.said)).length;
      return ours > mine;
    },
  },
  {
    id: 'no-verification',
    topic: 'result',
    gap: 'Nothing says how the repair was checked.',
    question: 'How did you know that it was repaired, and that nothing else had broken?',
    finds: ({ text }) => !saysVerified(text),
  },
  {
    id: 'data-safety',
    topic: 'result',
    gap: 'Data was touched, and whether any was lost is not said.',
    question: 'How did you make sure that you lost no data and corrupted none in silence?',
    finds: ({ action, text }) => saysData(action) && !saysLoss(text),
  },
  {
    id: 'no-baseline',
    topic: 'result',
    gap: 'A figure of the result has no baseline.',
    question: 'Compared with what, over how long, and who measured it?',
    finds: ({ story }) => {
      const at = story.claims.findIndex(
        (one) =>
          one.part === 'R' &&
          findQuantities(one.said).some((two) => isAboutChange(one.said, two)) &&
          findChanges(one.said).length === 0,
      );
      return at >= 0 && at;
    },
  },
  {
    id: 'no-source',
    topic: 'result',
    gap: 'Where the figures were read is not said.',
    question: 'Where did you read that figure, and could I see it?',
    finds: ({ result }) =>
      findQuantities(result).length > 0 &&
      !findSource(result) &&
      !/\bby the (?:count|log|ledger)/i.test(result),
  },
  {
    id: 'no-window',
    topic: 'result',
    gap: 'The result has a change without a time.',
    question: 'Has it stayed so? Since when, and in how many cases?',
    finds: ({ result }) => findChanges(result).length > 0 && findTimeRange(result) === null,
  },
  {
    id: 'no-number',
    topic: 'result',
    gap: 'The result has no figure.',
    question: 'How large was the effect, as well as you can say it?',
    finds: ({ result }) => result !== '' && findQuantities(result).length === 0,
  },
  {
    id: 'no-goal',
    topic: 'system',
    gap: 'No goal of the system is named.',
    question:
      'Which goal did the system have: latency, availability, durability? How far off was it?',
    finds: ({ text }) => !saysGoal(text),
  },
  {
    id: 'no-reproduction',
    topic: 'hypothesis',
    gap: 'The fault was not reproduced in the story.',
    question: 'Could you make it happen again? What did that teach you?',
    finds: ({ text }) => !saysReproduced(text),
  },
  {
    id: 'no-prevention',
    topic: 'prevention',
    gap: 'Nothing new prevents it.',
    question: 'What is there now that was not there before?',
    finds: ({ text }) => !prevention.test(text),
  },
  {
    id: 'guard-unproven',
    topic: 'prevention',
    gap: 'A guard is named, and whether it ever fired is not.',
    question: 'How do you know that it works? Has it fired?',
    finds: ({ text, graph }) =>
      prevention.test(text) &&
      (graph.armedSafeguards ?? 0) === 0 &&
      !/\b(?:fired|caught|stopped|catch(?:es)?|blocked|refused|triggered)\b|拦下|触发/i.test(text),
  },
  {
    id: 'no-learning',
    topic: 'learning',
    gap: 'Nothing is said of what you learned.',
    question: 'What did you believe that was wrong?',
    finds: ({ text }) => !learning.test(text),
  },
  {
    id: 'nobody-else',
    topic: 'people',
    gap: 'No one else appears.',
    question: 'Who else was essential, and how did you give them credit?',
    finds: ({ text }) =>
      !/\b(?:team|colleague|[Ww]e|support|finance|vendor|partner|[a-z] [A-Z][a-z]+ (?:and|from|watched|found|checked|wrote|asked)|she|he|engineers?)\b|同事|团队|我们/.test(
        text,
      ),
  },
];

/**
 * Asked about every story once its own gaps are closed; our own wording for the topics of technical
 * interviews.
 */
const always: readonly Omit<FollowUpQuestion, 'gap' | 'claim'>[] = [
  {
    id: 'design-choice',
    topic: 'system',
    question:
      'Why was it built that way: that consistency, that replication, that lock? Would you build it so again?',
  },
  { id: 'more-time', topic: 'decision', question: 'What would you have done with a week more?' },
  {
    id: 'unknown-then',
    topic: 'decision',
    question: 'What did you not know at the moment of the decision, and what could be undone?',
  },
  {
    id: 'failure-modes',
    topic: 'system',
    question: 'Which other ways to fail does the repair open?',
  },
  {
    id: 'path',
    topic: 'system',
    question:
      'Was it in the path of the data or of the metadata? What else would have stopped with it?',
  },
  {
    id: 'rollout',
    topic: 'action',
    question:
      'How did you bring the repair out: flag, canary, steps, and what would have stopped you?',
  },
  {
    id: 'adjacent-teams',
    topic: 'people',
    question: 'How did you keep neighboring teams in step, and what did they need from you?',
  },
  { id: 'adoption', topic: 'scale', question: 'Who else works that way now?' },
  {
    id: 'adjacent-example',
    topic: 'adjacent',
    question: 'If your case is only close to what was asked: what is the same, and what is not?',
  },
];

/** What an interviewer would ask next: first about gaps in this story, then standard questions. */
export function findFollowUpQuestions(
  story: StoryText,
  { graph = {}, grammar = null }: { graph?: StoryGraph; grammar?: Grammar | null } = {},
): FollowUpQuestion[] {
  const collectText = (...parts: string[]) =>
    story.claims
      .filter((one) => parts.length === 0 || parts.includes(one.part))
      .map((one) => (one.label ? `${one.label}: ${one.said}` : one.said))
      .join('\n');
  const teller: Teller = {
    story,
    text: collectText(),
    result: collectText('R'),
    action: collectText('A'),
    graph,
    grammar,
  };
  const own = gaps.flatMap(({ finds, ...gap }): FollowUpQuestion[] => {
    const found = finds(teller);
    return found === false ? [] : [{ ...gap, claim: typeof found === 'number' ? found : null }];
  });
  return [...own, ...always.map((one) => ({ ...one, gap: null, claim: null }))];
}
