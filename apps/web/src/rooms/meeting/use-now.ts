import { useEffect, useState } from 'react';
import { nowMs } from '../../clock.ts';

/** The time, each second. */
export function useNow(): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
