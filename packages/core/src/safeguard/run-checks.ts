import { DomainError, type CheckOutcome } from '@debrief/contract';
import { readCheckFile, runChecks, type DataSafeguard } from '@debrief/checks';

const name = 'checks';

/** Errors: `invalid` with the line of the first problem. A proof reads only files. */
export function readChecks(text: string): DataSafeguard[] {
  const { safeguards, problems } = readCheckFile(name, text);
  const [problem] = problems;
  if (!problem) return safeguards;
  const message = `Line ${problem.place.line}: ${problem.message}`;
  throw new DomainError('invalid', message, {
    issues: problems.map(({ place, message }) => ({
      at: name,
      message: `Line ${place.line}: ${message}`,
    })),
  });
}

/**
 * Runs checks on the files of a folder. `now` is when they were current; without it, a check of
 * freshness can't be judged.
 */
export async function runChecksIn(
  safeguards: readonly DataSafeguard[],
  { folder, now }: { folder: string; now: Date | null },
): Promise<CheckOutcome[]> {
  if (now === null && safeguards.some(({ checks }) => checks.some(needsNow)))
    throw new DomainError('invalid', 'Say when the healthy files were current.', {
      issues: [{ at: 'healthyAt', message: 'The checks ask how old the data is' }],
    });
  const results = await runChecks(safeguards, {
    folder,
    root: folder,
    connections: new Map(),
    now: now ?? new Date(0),
    limits: { timeoutMs: 120_000 },
  });
  return results.map(({ check, verdict, text }) => ({ check, verdict, text }));
}

function needsNow({ type }: DataSafeguard['checks'][number]): boolean {
  return type === 'freshness';
}
