import type { LensReading } from '@debrief/prose/lens';
import { useEffect, useEffectEvent, useState } from 'react';
import { readTexts, type LensText } from './read-texts.ts';

const restMs = 300;

interface Read<T> {
  texts: readonly T[];
  readings: readonly LensReading[];
}

/** The questions about texts while they are written: read when the writer pauses. */
export function useReadings<T extends LensText>(texts: readonly T[]): Read<T> {
  const [read, setRead] = useState<Read<T>>({ texts: [], readings: [] });
  const asked = texts.map(({ place, text }) => `${place} ${text}`).join('\n\n');
  const look = useEffectEvent(async (isCurrent: () => boolean) => {
    const readings = await readTexts(texts);
    if (isCurrent()) setRead({ texts, readings });
  });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => void look(() => isCurrent), restMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return read;
}
