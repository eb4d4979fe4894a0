import type { Check, Reconciliation } from '../definition.ts';
import { openSource, type SourceOptions } from '../open-source.ts';
import type { Outcome } from '../outcome.ts';
import { reconcile } from './reconcile.ts';

/** Opens the stages, which can be of different kinds, and compares them. Errors: `CheckError`. */
export async function runReconciliation(
  check: Check & Reconciliation,
  options: SourceOptions & { now: Date },
): Promise<Outcome> {
  const opened = await Promise.allSettled(
    check.stages.map(({ target }) => openSource(target, options)),
  );
  const sources = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return await reconcile(check, sources, options.now);
  } finally {
    for (const source of sources) await source.close();
  }
}
