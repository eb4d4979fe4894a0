import { Field } from '../../ui/field.tsx';

interface NewPasswordProps {
  label?: string;
  password: string;
  autoFocus?: boolean;
  onChange: (password: string) => void;
}

export function NewPassword({
  label = 'Password',
  password,
  autoFocus = false,
  onChange,
}: NewPasswordProps) {
  return (
    <Field
      label={label}
      type="password"
      autoComplete="new-password"
      required
      autoFocus={autoFocus}
      minLength={10}
      value={password}
      onChange={(event) => onChange(event.target.value)}
      hint="At least 10 characters. Three or four words make a good password."
      name="password"
    />
  );
}
