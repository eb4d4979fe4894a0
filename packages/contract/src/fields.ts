/** The label and the question of a field, wherever it is shown. */
export interface FieldText {
  label: string;
  hint?: string;
  placeholder?: string;
  /** Text of several lines, which can contain names and secrets. */
  isProse?: true;
}
