import {
  DomainError,
  type RolloutStage,
  type RunbookRun,
  type RunbookStep,
  type RunStep,
  type StepMark,
} from '@debrief/contract';
import type { CitationRow } from '../citation.ts';
import { countText } from '../numbers.ts';

/** A run as stored in its table and in activity; the part of a citation is its step. */
export interface KeptRun extends Pick<
  RunbookRun,
  'id' | 'runbookId' | 'name' | 'text' | 'steps' | 'followUpId' | 'rollbackPoint'
> {
  citations: CitationRow[];
  isRemoved: boolean;
  version: number;
}

type Start = Pick<KeptRun, 'followUpId' | 'rollbackPoint'>;

/** Keeps the text and the steps of the runbook as they are now. */
export function newRun(
  id: string,
  {
    name,
    text,
    steps,
    ...runbook
  }: { id: string; name: string; text: string; steps: readonly RunbookStep[] },
  start: Start,
): KeptRun {
  return {
    id,
    runbookId: runbook.id,
    name,
    text,
    steps: steps.map((step) => ({ ...step, done: null })),
    ...start,
    citations: [],
    isRemoved: false,
    version: 1,
  };
}

const longestName = 200;

/** The steps of a rollout that follows no runbook. */
export function newRollout(
  id: string,
  given: { followUp: string; regions: readonly string[]; newId: () => string },
  start: Start,
): KeptRun {
  const stages: [RolloutStage, string][] = [
    ['fix', 'Fix'],
    ['test', 'Test'],
    ['canary', 'Canary'],
    ...given.regions.map((region): [RolloutStage, string] => ['region', region]),
    ['done', 'Done'],
  ];
  const steps = stages.map(([stage, text]) => ({ id: given.newId(), text, stage }));
  const name = `Rollout: ${given.followUp}`.slice(0, longestName).toWellFormed();
  const text = stages.map(([, step]) => `- [ ] ${step}`).join('\n');
  return { ...newRun(id, { id, name, text, steps }, start), runbookId: null };
}

/** The steps of a repair of data, as they are read and marked. */
export const repairSteps = [
  'Plan',
  'Backup',
  'Stage',
  'Check',
  'Sample',
  'Swap',
  'Monitor',
] as const;

/** A repair of data: its plan is the text, and the plan is made. */
export function newRepairRun(
  id: string,
  { name, text, newId, plan }: { name: string; text: string; newId: () => string; plan: StepMark },
): KeptRun {
  const steps = repairSteps.map((step) => ({ id: newId(), text: step }));
  const run = newRun(id, { id, name, text, steps }, { followUpId: null, rollbackPoint: null });
  return {
    ...run,
    runbookId: null,
    steps: run.steps.map((step, index) => (index === 0 ? { ...step, done: plan } : step)),
  };
}

/** A run that is neither of a runbook nor a rollout. */
export const isRepairRun = ({
  runbookId,
  followUpId,
}: Pick<KeptRun, 'runbookId' | 'followUpId'>): boolean => runbookId === null && followUpId === null;

/** The plan of a repair with what was done, as Markdown. */
export function toRepairReport({ text, steps }: Pick<KeptRun, 'text' | 'steps'>): string {
  const lines = steps.map(({ text: step, done }) =>
    done ? `- [x] ${step}: ${markText(done)} (${done.by}, ${done.at})` : `- [ ] ${step}`,
  );
  return `${text.trimEnd()}\n\n## Steps\n\n${lines.join('\n')}\n`;
}

export interface StepChange {
  /** Null: not done. */
  done?: StepMark | null | undefined;
  flag?: RunStep['flag'] | null | undefined;
  citations?: readonly CitationRow[] | undefined;
}

/**
 * Marks a step, or changes its flag and evidence. Errors: `not-found` for a step of another runbook,
 * `conflict` if someone marked it before; both people would else be the one who did it. What is done
 * can be rolled back.
 */
export function changeStep(run: KeptRun, stepId: string, change: StepChange): KeptRun {
  const step = run.steps.find((one) => one.id === stepId);
  if (!step) throw new DomainError('not-found', 'Step not found in this run. Reload the page.');
  const { done, flag, citations } = change;
  if (done && step.done && (done.as !== 'rolled-back' || step.done.as !== undefined))
    throw new DomainError('conflict', `${step.done.by} has marked this step. Reload the page.`);
  if (done === null && !step.done)
    throw new DomainError('conflict', 'This step is not done. Reload the page.');
  const { flag: before, ...rest } = step;
  const kept = flag === undefined ? before : (flag ?? undefined);
  const next: RunStep = {
    ...rest,
    done: done === undefined ? step.done : done,
    ...(kept && { flag: kept }),
  };
  return {
    ...run,
    steps: run.steps.map((one) => (one.id === stepId ? next : one)),
    citations: citations
      ? [
          ...run.citations.filter(({ part }) => part !== stepId),
          ...citations.map((row) => ({ ...row, part: stepId })),
        ]
      : run.citations,
  };
}

const isDone = ({ done }: RunStep): boolean => done !== null && done.as === undefined;

export const countDone = (steps: readonly RunStep[]): number => steps.filter(isDone).length;

export type RolloutState = 'not-started' | 'in-progress' | 'done' | 'rolled-back';

/** How far a rollout is: derived from its steps, never set. */
export function describeRollout(steps: readonly RunStep[]): { state: RolloutState; text: string } {
  if (steps.some(({ done }) => done?.as === 'rolled-back'))
    return { state: 'rolled-back', text: 'Rolled back' };
  const isPast = (stage: RolloutStage) =>
    steps.some((step) => step.stage === stage && isDone(step));
  if (steps.every(({ done }) => done?.as === 'skipped'))
    return { state: 'not-started', text: 'All skipped' };
  if (isPast('done') || steps.every(({ done }) => done !== null))
    return { state: 'done', text: 'Done' };
  const regions = steps.filter(({ stage, done }) => stage === 'region' && done?.as !== 'skipped');
  const finished = countDone(regions);
  if (finished > 0)
    return { state: 'in-progress', text: `${finished} of ${countText(regions.length, 'region')}` };
  for (const [stage, text] of [
    ['canary', 'In canary'],
    ['test', 'Tested'],
    ['fix', 'Fixed'],
  ] as const)
    if (isPast(stage)) return { state: 'in-progress', text };
  const marked = steps.filter(({ done }) => done !== null).length;
  return marked === 0
    ? { state: 'not-started', text: 'Not started' }
    : { state: 'in-progress', text: `${marked} of ${steps.length} steps` };
}

/** `Done`, `Skipped` or `Rolled back`, with the reason. */
export function markText({ as, reason = '' }: StepMark): string {
  const word = as === undefined ? 'Done' : as === 'skipped' ? 'Skipped' : 'Rolled back';
  return reason === '' ? word : `${word}: ${reason}`;
}
