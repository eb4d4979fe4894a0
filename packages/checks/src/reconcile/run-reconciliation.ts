import type { Check, Reconciliation } from '../definition.ts';
import { openSource, type SourceOptions } from '../open-source.ts';
import type { Outcome } from '../outcome.ts';
import type { Source } from '../source.ts';
import { reconcile } from './reconcile.ts';

/** Opens the stages, which can be of different kinds, and compares them. Errors: `CheckError`. */
export async function runReconciliation(
  check: Check & Reconciliation,
  options: SourceOptions & { now: Date },
): Promise<Outcome> {
  const sources: Source[] = [];
  try {
    for (const { target } of check.stages) sources.push(await openSource(target, options));
    return await reconcile(check, sources, options.now);
  } finally {
    for (const source of sources) await source.close();
  }
}
