import type { Check, Reconciliation } from '../definition.ts';
import { openSource, type SourceOptions } from '../open-source.ts';
import type { Outcome } from '../outcome.ts';
import { CheckError, type Source } from '../source.ts';
import { reconcile } from './reconcile.ts';

/** Opens the stages, which can be of different kinds, and compares them. Errors: `CheckError`. */
export async function runReconciliation(
  check: Check & Reconciliation,
  options: SourceOptions & { now: Date },
): Promise<Outcome> {
  const opened = await Promise.allSettled(
    check.stages.map(({ name, target }) =>
      openSource(target, options).catch((error: unknown) => {
        throw toStageError(name, error);
      }),
    ),
  );
  const sources = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    const failed = opened.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    const named = sources.map((source, index) =>
      nameStage(source, check.stages[index]?.name ?? ''),
    );
    return await reconcile(check, named, options.now);
  } finally {
    for (const source of sources) await source.close();
  }
}

function toStageError(name: string, error: unknown): unknown {
  return error instanceof CheckError
    ? new CheckError(error.kind, `${name}: ${error.message}`)
    : error;
}

/** Errors of a source say which stage it is. */
function nameStage(source: Source, name: string): Source {
  const refuse = (error: unknown) => {
    throw toStageError(name, error);
  };
  return {
    dialect: source.dialect,
    from: source.from,
    columns: () => source.columns().catch(refuse),
    query: (sql, limits) => source.query(sql, limits).catch(refuse),
    close: () => source.close(),
  };
}
