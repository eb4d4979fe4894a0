import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { useIssue } from './form-error.ts';

const control =
  'w-full rounded-md border border-line-strong bg-sheet px-2.5 text-base text-ink transition-colors hover:border-ink-soft disabled:bg-wash disabled:text-ink-soft aria-invalid:border-danger';

interface Frame {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  /** For a label that is visually obvious from the context. */
  hideLabel?: boolean;
  className?: string;
}

interface FramedProps extends Frame {
  id: string;
  children: ReactNode;
}

function Framed({ id, label, hint, error, hideLabel, className, children }: FramedProps) {
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium text-ink'}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

function toAriaProps(id: string, { hint, error }: Pick<Frame, 'hint' | 'error'>) {
  const parts = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    'aria-describedby': parts === '' ? undefined : parts,
    'aria-invalid': error ? true : undefined,
  };
}

interface FieldProps extends Frame, Omit<ComponentProps<'input'>, 'className' | 'id' | 'list'> {
  mono?: boolean;
  /** A unit or a time zone, at the end of the field. */
  suffix?: string;
  /** A control at the end of the field. */
  end?: ReactNode;
  /** Suggestions while typing; other text is allowed. */
  suggestions?: readonly string[] | undefined;
}

export function Field({
  label,
  hint,
  error: ownError,
  hideLabel = false,
  className = '',
  mono = false,
  suffix,
  end,
  suggestions,
  ...rest
}: FieldProps) {
  const id = useId();
  const issue = useIssue(rest.name, id);
  const error = ownError ?? issue;
  return (
    <Framed {...{ id, label, hint, error, hideLabel, className }}>
      <div className="relative">
        <input
          {...rest}
          id={id}
          list={suggestions && `${id}-words`}
          {...toAriaProps(id, { hint, error })}
          className={cx(
            control,
            'h-8',
            mono && 'font-mono text-sm',
            suffix && 'pr-16',
            end !== undefined && 'pr-12',
          )}
        />
        {suffix && (
          <span className="pointer-events-none absolute inset-y-0 right-2.5 flex max-w-14 items-center truncate text-xs text-ink-soft">
            {suffix}
          </span>
        )}
        {end && <span className="absolute inset-y-0 right-1 flex items-center">{end}</span>}
      </div>
      {suggestions && (
        <datalist id={`${id}-words`}>
          {suggestions.map((words) => (
            <option key={words} value={words} />
          ))}
        </datalist>
      )}
    </Framed>
  );
}

interface TextAreaProps extends Frame, Omit<ComponentProps<'textarea'>, 'className' | 'id'> {
  mono?: boolean;
}

export function TextArea({
  label,
  hint,
  error: ownError,
  hideLabel = false,
  className = '',
  mono = false,
  ...rest
}: TextAreaProps) {
  const id = useId();
  const issue = useIssue(rest.name, id);
  const error = ownError ?? issue;
  return (
    <Framed {...{ id, label, hint, error, hideLabel, className }}>
      <textarea
        rows={4}
        {...rest}
        id={id}
        {...toAriaProps(id, { hint, error })}
        className={cx(control, 'py-1.5 leading-normal', mono && 'font-mono text-sm')}
      />
    </Framed>
  );
}

export interface Choice<T extends string> {
  value: T;
  label: string;
}

interface SelectProps<T extends string>
  extends Frame, Omit<ComponentProps<'select'>, 'className' | 'id' | 'value' | 'onChange'> {
  value: T;
  choices: readonly Choice<T>[];
  onChoose: (value: T) => void;
}

/** The native select: it is fast, works on a phone, and every screen reader knows it. */
export function Select<T extends string>({
  label,
  hint,
  error: ownError,
  hideLabel = false,
  className = '',
  value,
  choices,
  onChoose,
  ...rest
}: SelectProps<T>) {
  const id = useId();
  const issue = useIssue(rest.name, id);
  const error = ownError ?? issue;
  return (
    <Framed {...{ id, label, hint, error, hideLabel, className }}>
      <select
        {...rest}
        id={id}
        {...toAriaProps(id, { hint, error })}
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChoose(chosen.value);
        }}
        className={cx(control, 'h-8 pr-1')}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Framed>
  );
}

export function Checkbox({
  label,
  ...rest
}: { label: ReactNode } & Omit<ComponentProps<'input'>, 'type' | 'className'>) {
  return (
    <label className="flex min-h-6 cursor-pointer items-start gap-2 py-0.75 text-sm max-sm:min-h-11 max-sm:py-3 pointer-coarse:min-h-11 pointer-coarse:py-3">
      <input {...rest} type="checkbox" className="mt-px size-4 shrink-0 accent-accent" />
      {label}
    </label>
  );
}
