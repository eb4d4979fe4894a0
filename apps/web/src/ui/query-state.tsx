import { ReadProblem } from './problem.tsx';
import { Skeleton } from './skeleton.tsx';

interface QueryStateProps {
  of: { data: unknown; error: unknown };
  lines?: number;
}

/** Why a query failed, or a placeholder until it has data. */
export function QueryState({ of: { data, error }, lines = 4 }: QueryStateProps) {
  if (error) return <ReadProblem error={error} />;
  return data === undefined ? <Skeleton lines={lines} /> : null;
}
