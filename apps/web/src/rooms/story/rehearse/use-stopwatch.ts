import { useEffect, useState } from 'react';

export function useStopwatch() {
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [ms, setMs] = useState(0);
  useEffect(() => {
    if (startedAt === null) return;
    const timer = setInterval(() => setMs(performance.now() - startedAt), 250);
    return () => clearInterval(timer);
  }, [startedAt]);
  return {
    ms,
    isRunning: startedAt !== null,
    start: () => {
      setMs(0);
      setStartedAt(performance.now());
    },
    stop: () => {
      const took = startedAt === null ? ms : performance.now() - startedAt;
      setStartedAt(null);
      setMs(took);
      return Math.round(took);
    },
  };
}
