import type {
  ChecklistFact,
  Finding,
  EventType,
  EvidenceSuggestion,
  TechnicalFact,
} from '@debrief/contract';

/** Something in the record with its kind, in addition to its display. */
export interface Candidate {
  item: EvidenceSuggestion;
  type?: EventType;
  finding?: Finding;
  intent?: string;
}

interface FactRule {
  title: string;
  question: string;
  /** Shown if nothing supports it. */
  gap: string;
  /** What supports the fact by its kind. */
  is: (one: Candidate) => boolean;
  /** What could support it if nothing does by its kind. */
  couldBe?: (one: Candidate) => boolean;
  /** Words by which anything else could support it. */
  words: RegExp | null;
}

const isFactor = (one: Candidate, kinds: readonly string[]) =>
  one.finding?.type === 'factor' && kinds.includes(one.finding.kind);
const isAlert = (one: Candidate) => one.item.about.startsWith('alert');

/**
 * The technical facts of the question about owning and debugging a piece of infrastructure, in the
 * order of the work.
 */
const rules: Record<TechnicalFact, FactRule> = {
  component: {
    title: 'The component and its role',
    question:
      'Which component was it, what does it do, and is it on the data path or the metadata path?',
    gap: "The evidence doesn't name the component or what it does. Add it yourself.",
    is: (one) => one.type === 'context',
    words:
      /\b(data path|metadata path|control plane|replica|shard|broker|cache|queue|storage|database|cluster|index(er)?|pipeline|gateway|scheduler)\b|数据路径|元数据|集群|缓存|队列/iu,
  },
  goals: {
    title: 'Its goals',
    question: 'What goals did it have: availability, durability, latency, tolerable loss?',
    gap: 'No goal is mentioned (SLO, durability, p99). Look it up: without one, no one can tell how bad it was.',
    is: () => false,
    words:
      /\b(slo|sla|sli|error budget|durabilit\w+|availability|p9\d(\.\d)?|latency (target|goal)|rpo|rto|nines)\b|可用性|延迟目标/iu,
  },
  signals: {
    title: 'Signals',
    question: 'What was your first sign, and what could have misled you?',
    gap: 'No alert or detection event found. Add what you saw first.',
    is: (one) => one.type === 'detection',
    couldBe: isAlert,
    words: null,
  },
  'ruled-out': {
    title: 'Hypotheses ruled out, and how',
    question: 'Which explanations did you rule out, and by which test?',
    gap: 'No hypothesis is marked as ruled out. If you excluded one, add what and how.',
    is: (one) => one.finding?.type === 'hypothesis' && one.finding.status === 'ruled-out',
    words:
      /\b(rul(ed|ing) (it |that |this )?out|not the (cause|problem|issue)|is (not|n't) it\b)|排除了/iu,
  },
  reproduction: {
    title: 'Reproduction',
    question: 'How did you reproduce it: a small case, a load test, an injected fault?',
    gap: 'The evidence shows no reproduction. If you reproduced it, add how. If not, add why not.',
    is: () => false,
    words:
      /\b(re-?produc\w*|repro\b|load test|fault injection|minimal case|test case|replay(ed)?)|复现|重现/iu,
  },
  mechanism: {
    title: 'The mechanism',
    question: 'What failed inside, and which condition allowed it?',
    gap: 'No mechanism found: no factor and no confirmed hypothesis. Name the component and the condition, not “a bug”.',
    is: (one) =>
      isFactor(one, ['mechanism', 'trigger', 'contributor']) ||
      (one.finding?.type === 'hypothesis' && one.finding.status === 'confirmed'),
    words: null,
  },
  'trade-offs': {
    title: 'Trade-offs',
    question: "What did you decide between, what didn't you know, and was it reversible?",
    gap: 'No decision with options found. Add the alternatives, and why you rejected them.',
    is: (one) => one.finding?.type === 'decision',
    words:
      /\b(trade-?offs?|instead of|rather than|at the cost of|either\b.+\bor\b|risky|the risk)|权衡|取舍/iu,
  },
  rollout: {
    title: 'Rollout',
    question: 'How did the fix ship, what guarded it, and when would you have stopped?',
    gap: 'No change, deploy or rollout found. Add how the fix shipped and what guarded it.',
    is: (one) => one.item.kind === 'change',
    words:
      /\b(canary|roll(ed|ing)?[- ]?(out|back)|deploy\w*|feature flag|staged|release[ds]?)\b|灰度|回滚|上线|部署/iu,
  },
  repair: {
    title: 'Repair',
    question: 'What had to be repaired afterwards: data, caches, queues, customers?',
    gap: 'No repair found. If nothing needed repair, say so and how you know.',
    is: (one) => one.type === 'repair' || one.intent === 'recover',
    words:
      /\b(backfill\w*|repair\w*|restor\w+|re-?index\w*|reconcil\w+|re-?process\w*|clean(ed)? up)\b|回填|修复|重建/iu,
  },
  prevention: {
    title: 'Prevention',
    question: 'What prevents it from happening again, and how do you know that it works?',
    gap: 'No follow-up that prevents or detects it found. Add what changed, and whether it has worked.',
    is: (one) => one.intent === 'prevent' || one.intent === 'detect',
    words:
      /\b(regression test|runbook|invariant|guard ?rail|alert(ing)? (on|for|when)|type check|lint|postmortem action|contract test|monitor(ing)? (for|on))\b|告警|防止再|预防/iu,
  },
};

const mostItems = 8;

/**
 * The checklist: for each fact the evidence that could support it (matching kinds before mentions,
 * the user's own before others'), or the gap. Pure.
 */
export function buildChecklist(candidates: readonly Candidate[]): ChecklistFact[] {
  return Object.entries(rules).map(([fact, rule]) => {
    const found = candidates.flatMap((one) => {
      const is = rule.is(one);
      return is || rule.couldBe?.(one) || rule.words?.test(one.item.words)
        ? [{ item: one.item, weight: (is ? 2 : 0) + (one.item.isMine ? 1 : 0) }]
        : [];
    });
    const items = found
      .toSorted((a, b) => b.weight - a.weight || ((a.item.at ?? '') < (b.item.at ?? '') ? -1 : 1))
      .map((one) => one.item);
    return {
      fact: asFact(fact),
      title: rule.title,
      question: rule.question,
      items: items.slice(0, mostItems),
      gap: items.length === 0 ? rule.gap : null,
    };
  });
}

/** The cast holds because the type requires an entry for each fact. */
function asFact(key: string): TechnicalFact {
  return key as TechnicalFact;
}
