import { useMemo } from 'react';
import { Field } from './field.tsx';
import { allZones } from './zoned-time.ts';

interface ZoneFieldProps {
  label: string;
  name?: string;
  value: string;
  onType: (zone: string) => void;
  hint?: string;
  error?: string | null;
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function ZoneField({ label, name, value, onType, hint, error = null }: ZoneFieldProps) {
  const zones = useMemo(allZones, []);
  const unknown =
    value !== '' && !isZone(value) ? 'Use a time zone such as America/New_York or UTC' : null;
  return (
    <Field
      label={label}
      name={name}
      value={value}
      onChange={(event) => onType(event.target.value)}
      suggestions={zones}
      autoComplete="off"
      spellCheck={false}
      hint={hint}
      error={error ?? (value.length > 3 ? unknown : null)}
    />
  );
}
