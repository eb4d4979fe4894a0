import type { CheckResult } from '../result.ts';
import type { Check } from '../definition.ts';
import {
  checkTable,
  hasTable,
  isSwapped,
  readPlan,
  readSteps,
  useSession,
  type RepairOptions,
  type StepRecord,
} from './execute.ts';
import { countRows, sortRows, type RepairPlan } from './plan.ts';
import type { Verification } from './verify.ts';
import { showValue } from '../reconcile/stage-query.ts';

/** How far a repair is, and what its checks say now. */
export interface RepairState {
  steps: StepRecord[];
  isSwapped: boolean;
  /** Answers to the sample; null before it is drawn. */
  sample: (Verification & { unanswered: number; verifiers: string[] }) | null;
  /** Whether the rows of the range are still those of the stage. Null before the swap. */
  isUnchanged: boolean | null;
  checks: CheckResult[];
  /** Checks of rows that came after the range: whether the cause is gone. Empty without rows. */
  newer: CheckResult[];
}

/** Checks that judge each row: others would compare newer rows with numbers of the range. */
const rowChecks: ReadonlySet<Check['type']> = new Set([
  'nullValues',
  'missingValues',
  'invalidValues',
  'expression',
]);

/** Only reads. */
export async function readRepairState(
  plan: RepairPlan,
  options: RepairOptions,
): Promise<RepairState> {
  const { repair, sql } = readPlan(plan);
  return useSession(plan, options, 'read', async (session) => {
    const steps = (await readSteps(session, plan)).filter(({ plan: id }) => id === plan.id);
    const state = { steps, isSwapped: isSwapped(steps), checks: [], newer: [] };
    const sample =
      steps.length > 0 && (await hasTable(session, plan, 'sample'))
        ? await session.query(
            `select debrief_verdict as verdict, debrief_verifier as verifier from ${sql.table('sample')}`,
          )
        : null;
    const count = (verdict: string) =>
      sample?.filter((row) => row['verdict'] === verdict).length ?? 0;
    const verified = sample && {
      right: count('right'),
      wrong: count('wrong'),
      unanswered: sample.filter((row) => row['verdict'] === null).length,
      verifiers: [
        ...new Set(sample.flatMap(({ verifier }) => (verifier ? [showValue(verifier)] : []))),
      ],
    };
    if (!state.isSwapped) return { ...state, sample: verified, isUnchanged: null };
    const now = await session.query(sql.fingerprint(sql.target, sql.range('r')));
    const isUnchanged = JSON.stringify(sortRows(now)) === JSON.stringify(plan.correction);
    const rows = (where: string) => `(select * from ${sql.target} as r where ${where}) as rows_now`;
    const inRange = rows(sql.range('r'));
    const newer = rows(sql.newerThanRange('r'));
    const checks = await checkTable(session, plan, inRange, options);
    const hasNewer = (await countRows(session, `select count(*) as n from ${newer}`)) > 0;
    const types = new Map(repair.checks.map(({ id, type }) => [id, type]));
    const later = hasNewer ? await checkTable(session, plan, newer, options) : [];
    return {
      ...state,
      sample: verified,
      isUnchanged,
      checks,
      newer: later.filter(({ check }) => rowChecks.has(types.get(check) ?? 'sql')),
    };
  });
}
