import { incidentFields, Obligation, obligationSteps } from '@debrief/contract';
import { Checkbox } from '../../ui/field.tsx';

/** Which laws require reports about this incident. Debrief counts the time; people decide. */
export function ObligationFields({
  value,
  onChange,
}: {
  value: readonly Obligation[];
  onChange: (value: readonly Obligation[]) => void;
}) {
  return (
    <fieldset className="mt-4">
      <legend className="text-sm font-medium">{incidentFields.obligations.label}</legend>
      <p className="text-xs text-ink-soft">
        Shows deadlines next to the milestones, counted from when you became aware. Check with your
        legal team which laws apply.
      </p>
      <div className="mt-1 grid gap-1 sm:grid-cols-2">
        {Obligation.options.map((one) => (
          <Checkbox
            key={one}
            label={obligationSteps[one].name}
            checked={value.includes(one)}
            onChange={(event) =>
              onChange(
                Obligation.options.filter((other) =>
                  other === one ? event.target.checked : value.includes(other),
                ),
              )
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
