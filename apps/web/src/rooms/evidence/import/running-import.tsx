import type { Import } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import { useEffect, useState } from 'react';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { calculatePace, type Sample } from './import-speed.ts';

export function RunningImport({ one }: { one: Import }) {
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => {
    const sample = { atMs: performance.now(), read: one.read, bytesRead: one.bytesRead };
    setSamples((before) => [
      ...before.slice(-19).filter((earlier) => earlier.read <= one.read),
      sample,
    ]);
  }, [one.read, one.bytesRead]);
  const pace = calculatePace(samples, one.bytes);
  const part = one.bytes > 0 && one.bytesRead > 0 ? one.bytesRead / one.bytes : null;
  return (
    <div className="mb-3 ml-6">
      <ProgressBar label={`Importing ${one.name}`} value={part} />
      <p className="tabular mt-1.5 text-sm text-ink-soft" aria-live="off">
        {numberText(one.read)} read · {numberText(one.imported)} imported ·{' '}
        {numberText(one.duplicates)} duplicates · {numberText(one.rejected)} rejected
        {pace.perSecond !== null &&
          ` · ${numberText(Math.round(pace.perSecond))} records per second`}
        {pace.leftMs !== null && ` · ${durationText(pace.leftMs)} left`}
      </p>
    </div>
  );
}
