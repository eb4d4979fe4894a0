import type {
  Citation,
  Decision,
  Factor,
  Finding,
  Hypothesis,
  Impact,
  Question,
  StepKind,
  TimelineEvent,
} from '@debrief/contract';

const by = { type: 'account', id: 'a', name: 'Ada' } as const;
export const startMs = Date.parse('2022-12-06T14:00:00.000Z');
export const minute = (number: number) => new Date(startMs + number * 60_000).toISOString();

export function citation(atMinute: number, fields: Partial<Citation> = {}): Citation {
  return {
    id: `c${atMinute}`,
    evidenceId: `e${atMinute}`,
    itemId: `i${atMinute}`,
    quoteStart: null,
    quoteEnd: null,
    stance: 'supports',
    quote: `said at ${atMinute}`,
    kind: 'message',
    streamName: 'inc-search',
    authorName: 'Wren',
    occurredAt: minute(atMinute),
    knownAt: minute(atMinute),
    revisedAt: null,
    clockOffsetMs: 0,
    precision: 'exact',
    zoneOffset: null,
    hasChangedSince: true,
    redacted: null,
    ...fields,
  };
}

function common(id: string, atMinute: number, knownMinute: number) {
  return {
    id,
    incidentId: 'inc',
    at: minute(atMinute),
    precision: 'exact' as const,
    knownAt: null,
    knownSince: {
      at: minute(Math.max(atMinute, knownMinute)),
      basis: 'first-mention' as const,
      evidenceId: null,
    },
    createdAt: minute(10_000),
    createdBy: by,
    updatedAt: minute(10_000),
    updatedBy: by,
    version: 1,
    can: { change: true },
  };
}

interface Made {
  at: number;
  known: number;
  cited: readonly number[];
  end: number;
}

export function event(id: string, { at, known, cited, end }: Made): TimelineEvent {
  return {
    ...common(id, at, known),
    title: `Event ${id}`,
    text: '',
    until: end > at ? minute(end) : null,
    type: 'context',
    perspective: { type: 'shared' },
    perspectiveName: null,
    citations: cited.map((one) => citation(one)),
    isRecollection: false,
    recollectionOf: null,
  };
}

export function hypothesis(
  id: string,
  at: number,
  updates: readonly { kind: StepKind; at: number; cited?: readonly number[] }[],
): Hypothesis {
  const steps = [{ kind: 'proposed' as StepKind, at }, ...updates].map((step, index) => ({
    id: `${id}-${index}`,
    kind: step.kind,
    at: minute(step.at),
    precision: 'exact' as const,
    by: 'Wren',
    note: `note at ${step.at}`,
    citations: ('cited' in step ? (step.cited ?? []) : []).map((one) => citation(one)),
  }));
  return {
    type: 'hypothesis',
    ...common(id, at, at),
    statement: `Hypothesis ${id}`,
    citations: [],
    timeSpentMs: 60_000,
    lesson: 'look at the count first',
    steps,
    status: 'confirmed',
    tookMs: 60_000,
    isRedHerring: false,
  };
}

const text = { role: '', known: '', unknown: '', options: [], abortCriteria: '', tradeOffs: '' };

export function decision(id: string, at: number): Decision {
  return {
    type: 'decision',
    ...common(id, at, at),
    ...text,
    statement: `Decision ${id}`,
    citations: [],
    reversibility: 'reversible',
    whySpeed: 'it could be undone',
    outcome: 'it worked',
    elapsedMs: 0,
    isBeforeEvidence: false,
  };
}

export function question(id: string, at: number, cited: readonly number[]): Question {
  return {
    type: 'question',
    ...common(id, at, at),
    statement: `Question ${id}`,
    citations: cited.map((one) => citation(one)),
    askedBy: '',
    askedOf: '',
    answer: 'the daily job',
    answeredBy: 'Ilse',
    isAnswered: true,
  };
}

export function factor(id: string, made: Made): Factor {
  return {
    type: 'factor',
    ...common(id, made.at, made.known),
    statement: `Factor ${id}`,
    citations: made.cited.map((one) => citation(one)),
    kind: 'contributor',
    sense: 'it had always worked',
    belief: 'the alias has five members',
    reality: 'it had two',
  };
}

export function impact(id: string, made: Made): Impact {
  return {
    type: 'impact',
    ...common(id, made.at, made.known),
    statement: `Impact ${id}`,
    citations: made.cited.map((one) => citation(one)),
    on: 'customers',
    who: 'vendors',
    howMany: 1142,
    howItFelt: 'lost',
    money: 11_160,
    currency: 'EUR',
    calculation: '62 orders of 180 EUR',
    hours: null,
    nights: null,
    pulledIn: 2,
    repair: 'mail to all',
    windows: [{ from: minute(made.at), until: minute(made.end) }],
  };
}

/** A type that a later version adds. */
export function unknownFinding(id: string, at: number): Finding {
  return Object.assign(decision(id, at), { type: String('measurement') });
}
