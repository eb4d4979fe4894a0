import { createContext, use } from 'react';
import { findIssue } from './problem.tsx';

/** What is wrong with fields of a form before it is sent: a message by the id of its field. */
export type FieldMessages = ReadonlyMap<string, string>;

/**
 * The error of the surrounding form: the server's, whose issues name the fields, or messages of the
 * form itself.
 */
export const FormError = createContext<unknown>(null);

export function useIssue(name: string | undefined, id: string): string | null {
  const error = use(FormError);
  if (error instanceof Map) return typeof error.get(id) === 'string' ? String(error.get(id)) : null;
  return name === undefined ? null : findIssue(error, name);
}

type FormField = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function describeInvalid(field: FormField): string {
  const { validity } = field;
  if (validity.valueMissing) return 'Required.';
  if (validity.typeMismatch && field.type === 'email')
    return 'Enter an email address, such as ada@example.org.';
  if (validity.typeMismatch && field.type === 'url')
    return 'Enter an address that starts with https:// or http://.';
  if (validity.tooShort && 'minLength' in field)
    return `Use at least ${field.minLength} characters.`;
  return field.validationMessage;
}

/** The fields that cannot be sent as they are, in order; instead of the browser's own bubbles. */
export function findInvalidFields(form: HTMLFormElement): { field: FormField; message: string }[] {
  return [...form.querySelectorAll<FormField>('input, textarea, select')]
    .filter((field) => !field.validity.valid)
    .map((field) => ({ field, message: describeInvalid(field) }));
}
