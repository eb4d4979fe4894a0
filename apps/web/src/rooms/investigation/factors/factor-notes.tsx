import type { Factor } from '@debrief/contract';
import { Button } from '../../../ui/button.tsx';
import { describeCycles } from './graph-navigation.ts';

interface FactorNotesProps {
  factors: readonly Factor[];
  cycles: readonly (readonly string[])[];
  canChange: boolean;
  onMechanism: () => void;
}

/**
 * What deserves attention: cycles of factors, and a missing mechanism. It never asks for a single
 * cause.
 */
export function FactorNotes({ factors, cycles, canChange, onMechanism }: FactorNotesProps) {
  const rings = describeCycles(
    cycles,
    (id) => factors.find((factor) => factor.id === id)?.statement ?? 'a factor',
  );
  const lacksMechanism =
    factors.length > 1 && !factors.some((factor) => factor.kind === 'mechanism');
  return (
    <>
      {lacksMechanism && (
        <p className="mx-4 mb-2 flex flex-wrap items-center gap-2 rounded-md bg-highlight px-3 py-1.5 text-sm sm:mx-6">
          <span className="min-w-0 flex-1 basis-60">
            How exactly did one thing make the other happen? No factor says so yet: what did the
            system do, step by step?
          </span>
          {canChange && (
            <Button small onClick={onMechanism}>
              Write the mechanism down
            </Button>
          )}
        </p>
      )}
      {rings.map((ring) => (
        <p
          key={ring}
          className="mx-4 mb-2 rounded-md border border-line px-3 py-1.5 text-sm text-ink-soft sm:mx-6"
        >
          <span className="font-medium text-ink">A cycle:</span> {ring}. Is that right, or does one
          link point the wrong way?
        </p>
      ))}
    </>
  );
}
