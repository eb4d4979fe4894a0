import { addDays, dayText, readDay } from '@debrief/rules/time';
import { CalendarDays } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { Field } from './field.tsx';

const message = 'Enter a date as 6 Dec 2022 or 2022-12-06.';

/**
 * A day as text in the product's format, or picked in the browser's calendar, which is the best one
 * on a phone. Arrow keys change the day. `onChoose` gets `2022-12-06`, or the text that is no date.
 */
export function useDateInput(value: string, onChoose: (day: string) => unknown) {
  const field = useRef<HTMLInputElement>(null);
  const native = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const day = readDay(value);
  const text = typed ?? (day === null ? value : dayText(day));
  const isUnread = text.trim() !== '' && readDay(text) === null;
  useEffect(() => field.current?.setCustomValidity(isUnread ? message : ''), [isUnread]);
  const pick = (next: string) => (setTyped(null), onChoose(next));
  const press = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    if (event.altKey || day === null) native.current?.showPicker();
    else pick(addDays(day, by));
  };
  return {
    error: isUnread && typed === null ? message : null,
    input: {
      ref: field,
      value: text,
      placeholder: '6 Dec 2022',
      autoComplete: 'off',
      spellCheck: false,
      onChange: ({ target }: { target: HTMLInputElement }) => {
        setTyped(target.value);
        onChoose(readDay(target.value) ?? target.value.trim());
      },
      onBlur: () => setTyped(null),
      onKeyDown: press,
    },
    calendar: (
      <span className="relative inline-flex">
        <input
          ref={native}
          type="date"
          tabIndex={-1}
          aria-hidden="true"
          value={day ?? ''}
          onChange={(event) => pick(event.target.value)}
          className="pointer-events-none absolute inset-0 min-h-0! opacity-0"
        />
        <IconButton
          small
          label="Open the calendar"
          icon={<CalendarDays size={14} />}
          onClick={() => native.current?.showPicker()}
        />
      </span>
    ),
  };
}

interface DateFieldProps {
  label: string;
  value: string;
  onChoose: (day: string) => unknown;
  name?: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  hideLabel?: boolean;
  className?: string;
}

export function DateField({ value, onChoose, error, ...field }: DateFieldProps) {
  const date = useDateInput(value, onChoose);
  return <Field {...field} {...date.input} error={error ?? date.error} end={date.calendar} />;
}
