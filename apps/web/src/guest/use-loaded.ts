import type { Problem } from '@debrief/contract';
import { useEffect, useState } from 'react';
import { toProblem } from '../api.ts';

interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
}

/** Loads something once. The page for guests has no query cache: it is small. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ data: null, problem: null });
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (data) => isCurrent && setLoaded({ data, problem: null }),
      (error: unknown) => isCurrent && setLoaded({ data: null, problem: toProblem(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [load]);
  return loaded;
}
