import { precisions, type Precision } from '@debrief/contract';
import { timeText, zoneName } from '@debrief/rules/time';
import { useState, type ReactNode } from 'react';
import { Field } from './field.tsx';
import { useShownZone, zoneCity } from './time-zone.tsx';
import { readTime, writeTime } from './zoned-time.ts';

export const precisionWords: Record<Precision, string> = {
  exact: 'Exact',
  minute: 'To the minute',
  about: 'About',
  unknown: 'Unknown',
};
export const precisionChoices = precisions.map((value) => ({
  value,
  label: precisionWords[value],
}));

interface TimeFieldProps {
  label: string;
  /** The typed text; `readTime` parses it. */
  text: string;
  onType: (text: string) => void;
  /** The zone of `text`; the display and typing are in the zone of the screen. */
  zone: string;
  hint?: ReactNode;
  error?: string | null;
  placeholder?: string;
  className?: string;
}

/**
 * A time typed as text, which is faster than a picker. The zone is shown in the field, and the
 * parsed time below.
 */
export function TimeField({
  label,
  text,
  onType,
  zone,
  hint,
  error = null,
  placeholder = '6 Dec 2022, 14:30',
  className = '',
}: TimeFieldProps) {
  const shown = useShownZone();
  const [typed, setTyped] = useState({ text: '', kept: '', shown });
  const at = text.trim() === '' ? null : readTime(text, zone);
  const isTyped = typed.kept === text && typed.shown === shown && typed.text !== '';
  const seen = isTyped ? typed.text : at === null ? text : writeTime(at, shown);
  const type = (next: string) => {
    const read = next.trim() === '' ? null : readTime(next, shown);
    const kept = read === null || shown === zone ? next : writeTime(read, zone);
    setTyped({ text: next, kept, shown });
    onType(kept);
  };
  const unread =
    text.trim() !== '' && at === null
      ? 'Write a time as 6 Dec 2022, 14:30, with Z or -05:00 at the end for another zone'
      : null;
  const meaning =
    at === null ? hint : `${timeText(at, shown, 'both', 'exact')} ${zoneName(at, shown)}`;
  return (
    <Field
      label={label}
      value={seen}
      suffix={at === null ? zoneCity(shown) : zoneName(at, shown)}
      onChange={(event) => type(event.target.value)}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      hint={meaning}
      error={error ?? unread}
      className={className}
    />
  );
}
