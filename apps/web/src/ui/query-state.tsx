import { Button } from './button.tsx';
import { ProblemNote } from './problem.tsx';
import { Skeleton } from './skeleton.tsx';

interface QueryStateProps {
  /** With `refetch`, one can try again. */
  of: { data: unknown; error: unknown; refetch?: () => unknown };
  lines?: number;
}

/** Why a query failed, or a placeholder until it has data. */
export function QueryState({ of: { data, error, refetch }, lines = 4 }: QueryStateProps) {
  if (error)
    return (
      <ProblemNote
        error={error}
        action={
          refetch && (
            <Button small onClick={() => void refetch()}>
              Try again
            </Button>
          )
        }
      />
    );
  return data === undefined ? <Skeleton lines={lines} /> : null;
}
