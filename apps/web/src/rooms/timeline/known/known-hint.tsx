import type { Known } from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { Button } from '../../../ui/button.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';

export const knownBasisWords: Record<Known['basis'], string> = {
  confirmed: 'confirmed',
  'first-mention': 'its first mention in the record',
  'own-time': 'its own time: nothing in the record says more',
};

interface KnownHintProps {
  knownSince: Known;
  onConfirm: (at: string) => void;
}

/** The proposal for when something became known, and a button that takes it. */
export function KnownHint({ knownSince: { at, basis }, onConfirm }: KnownHintProps) {
  const zone = useShownZone();
  if (basis === 'confirmed') return 'Empty: not confirmed';
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      Proposed: {timeText(at, zone, 'both')}, {knownBasisWords[basis]}.
      <Button small look="quiet" onClick={() => onConfirm(at)}>
        Confirm
      </Button>
    </span>
  );
}
