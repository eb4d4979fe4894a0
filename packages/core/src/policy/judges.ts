import type { PolicySubject, ReviewFacts } from '@debrief/contract';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import { readExpression, type Facts, type Verdict } from './evaluate.ts';
import type { PolicyTables } from './tables.ts';

export type PolicyRow = Selectable<PolicyTables['policy']>;

/** What policies can ask about a follow-up. */
export interface FollowUpFacts extends Facts {
  /** Of its incident: 1 to 5; 0 if it is not set. */
  severity: number;
  status: string;
  mode: string;
  services: string[];
  intent: string;
  state: string;
  isFinished: boolean;
  isVerified: boolean;
  hasOwner: boolean;
  hasDoneWhen: boolean;
  hasSafeguard: boolean;
  isInTracker: boolean;
  /** Null without a due date; days are those of UTC. */
  dueOn: string | null;
  daysUntilDue: number | null;
  ageDays: number;
}

const sampleIncident: ReviewFacts = {
  severity: 1,
  mode: 'standard',
  teams: 1,
  people: 1,
  messages: 1,
  minutes: 1,
  requests: 0,
  services: ['search'],
  triggers: [],
};
const sampleFollowUp: FollowUpFacts = {
  severity: 1,
  status: 'in-review',
  mode: 'standard',
  services: ['search'],
  intent: 'prevent',
  state: 'open',
  isFinished: false,
  isVerified: false,
  hasOwner: true,
  hasDoneWhen: true,
  hasSafeguard: false,
  isInTracker: false,
  dueOn: '2026-03-31',
  daysUntilDue: 1,
  ageDays: 1,
};
/** An expression that has no answer for one of them is refused. */
const samples: Record<PolicySubject, readonly Facts[]> = {
  review: [sampleIncident],
  'follow-up': [sampleFollowUp, { ...sampleFollowUp, dueOn: null, daysUntilDue: null }],
};

export interface Judge extends Pick<PolicyRow, 'id' | 'name' | 'depth' | 'sentence'> {
  judge(this: void, facts: Facts): Verdict;
}

export async function loadPolicies(ctx: Context, about?: PolicySubject): Promise<PolicyRow[]> {
  return ctx.db
    .selectFrom('policy')
    .selectAll()
    .$if(about !== undefined, (all) => all.where('about', '=', about ?? 'review'))
    .orderBy('id')
    .execute();
}

/** The policies about reviews or follow-ups, ready to judge. */
export async function loadJudges(ctx: Context, about: PolicySubject): Promise<Judge[]> {
  const judges: Judge[] = [];
  for (const { id, name, depth, sentence, expression } of await loadPolicies(ctx, about))
    judges.push({ id, name, depth, sentence, judge: await readExpression(expression, about) });
  return judges;
}

/** An expression ready to judge, and why it has no answer for one of the samples. */
export async function readWithSamples({
  expression,
  about,
}: Pick<PolicyRow, 'expression' | 'about'>): Promise<{
  judge: Judge['judge'];
  problem: string | null;
}> {
  const judge = await readExpression(expression, about);
  for (const facts of samples[about]) {
    const { problem } = judge(facts);
    if (problem !== null)
      return {
        judge,
        problem: facts['dueOn'] === null ? `Without a due date: ${problem}` : problem,
      };
  }
  return { judge, problem: null };
}
