import { Field } from './field.tsx';

interface ConfirmTitleFieldProps {
  /** The title of what will be deleted. */
  title: string;
  value: string;
  onChange: (text: string) => void;
}

/** Asks for the title of something before it is deleted permanently. */
export function ConfirmTitleField({ title, value, onChange }: ConfirmTitleFieldProps) {
  return (
    <Field
      label="Type the title to confirm"
      autoFocus
      required
      value={value}
      placeholder={title}
      name="title"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
