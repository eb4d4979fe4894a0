/** What a field of a thing is called and how it is asked for, wherever it is shown. */
export interface FieldText {
  label: string;
  hint?: string;
  placeholder?: string;
  /** Text of several lines, which may hold names and secrets. */
  isProse?: true;
}
