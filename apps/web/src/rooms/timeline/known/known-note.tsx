import type { Known } from '@debrief/contract';
import { dateText, timeText } from '@debrief/rules/time';
import { Chip } from '../../../ui/chip.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { knownBasisWords } from './known-hint.tsx';

interface KnownNoteProps {
  at: string;
  knownSince: Known;
  onConfirm: (() => void) | null;
}

/** When an event became known, if that is later than the event or a person has confirmed it. */
export function KnownNote({ at, knownSince, onConfirm }: KnownNoteProps) {
  const zone = useShownZone();
  const isSame = Date.parse(at) === Date.parse(knownSince.at);
  if (isSame && knownSince.basis !== 'confirmed') return null;
  const isSameDay = dateText(at, zone) === dateText(knownSince.at, zone);
  const isConfirmed = knownSince.basis === 'confirmed';
  return (
    <Chip tone={isConfirmed ? 'plain' : 'accent'} title={knownBasisWords[knownSince.basis]}>
      known from {timeText(knownSince.at, zone, isSameDay ? 'clock' : 'both')}
      {!isConfirmed && onConfirm && (
        <button
          type="button"
          tabIndex={-1}
          className="ml-1 cursor-pointer font-semibold hover:text-ink"
          onClick={onConfirm}
        >
          Confirm
        </button>
      )}
    </Chip>
  );
}
