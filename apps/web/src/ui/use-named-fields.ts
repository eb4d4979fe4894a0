import { useLayoutEffect, useState, type RefObject } from 'react';

/**
 * The names of the fields of a form that show what the server says about them, once there is an
 * error. The first one with an issue gets the focus.
 */
export function useNamedFields(
  form: RefObject<HTMLFormElement | null>,
  error: unknown,
): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useLayoutEffect(() => {
    if (error === null || error === undefined) return;
    const invalid = '[name][aria-invalid="true"]';
    const fields = [...(form.current?.querySelectorAll<HTMLElement>(invalid) ?? [])];
    setNames(fields.map((field) => field.getAttribute('name') ?? ''));
    fields[0]?.focus();
  }, [form, error]);
  return names;
}
