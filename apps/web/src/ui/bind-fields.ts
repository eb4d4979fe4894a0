import type { FieldText } from '@debrief/contract';

/** Binds a text field's name, value and change handler. */
export function bindFields<Name extends string>(
  texts: Record<Name, FieldText>,
  values: Record<Name, string>,
  put: (fields: Partial<Record<Name, string>>) => void,
) {
  return (name: Name) => ({
    name,
    label: texts[name].label,
    placeholder: texts[name].placeholder,
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => put(singleField(name, target.value)),
  });
}

/** The cast holds because the only key is a name: a computed key widens to string. */
function singleField<Name extends string>(
  name: Name,
  value: string,
): Partial<Record<Name, string>> {
  return { [name]: value } as Partial<Record<Name, string>>;
}
