import { Precision } from '@debrief/contract';
import { timeText, zoneName } from '@debrief/rules/time';
import type { ReactNode } from 'react';
import { Field } from './field.tsx';
import { readTime } from './zoned-time.ts';

export const precisionWords: Record<Precision, string> = {
  exact: 'Exact',
  minute: 'To the minute',
  about: 'About',
  unknown: 'Unknown',
};
export const precisionChoices = Precision.options.map((value) => ({
  value,
  label: precisionWords[value],
}));

interface TimeFieldProps {
  label: string;
  /** What is typed; `readTime` gives its meaning. */
  text: string;
  onType: (text: string) => void;
  zone: string;
  hint?: ReactNode;
  error?: string | null;
  placeholder?: string;
  className?: string;
}

/** A time typed as text, which is quicker than a picker, with what it means said underneath. */
export function TimeField({
  label,
  text,
  onType,
  zone,
  hint,
  error = null,
  placeholder = '2022-12-06 14:30',
  className = '',
}: TimeFieldProps) {
  const at = text.trim() === '' ? null : readTime(text, zone);
  const unread =
    text.trim() !== '' && at === null
      ? 'Write a time as 2022-12-06 14:30, with Z or -05:00 at the end for another zone'
      : null;
  const meaning =
    at === null ? hint : `${timeText(at, zone, 'both', 'exact')} ${zoneName(at, zone)}`;
  return (
    <Field
      mono
      label={label}
      value={text}
      onChange={(event) => onType(event.target.value)}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      hint={meaning}
      error={error ?? unread}
      className={className}
    />
  );
}
