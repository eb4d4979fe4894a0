import { jobKinds, type JobData, type JobKind } from '@debrief/core/context';
import type { Deps } from '../deps.ts';
import { runImport } from './run-import.ts';

/** Does the work of a job. It may be called again with the same data, also while an earlier call still runs; throws to be called again. */
export type JobHandler<Kind extends JobKind> = (
  deps: Deps,
  data: JobData[Kind],
  signal: AbortSignal,
) => Promise<void>;

const handlers: { [Kind in JobKind]: JobHandler<Kind> } = { 'import.run': runImport };

/** Runs the job of this kind. */
export async function runJob<Kind extends JobKind>(
  deps: Deps,
  kind: Kind,
  data: unknown,
  signal: AbortSignal,
): Promise<void> {
  await handlers[kind](deps, jobKinds[kind].parse(data), signal);
}
