import { type StoryForm, storyForms } from '@debrief/contract';
import { formWords } from '../form-words.ts';

/** The formats in a row: arrow keys move within it, as in any radio group. */
export function FormChoice({
  form,
  onChoose,
}: {
  form: StoryForm;
  onChoose: (form: StoryForm) => void;
}) {
  return (
    <fieldset className="no-print">
      <legend className="sr-only">Format</legend>
      <div className="flex flex-wrap gap-1.5">
        {storyForms.map((one) => (
          <label
            key={one}
            title={formWords[one].hint}
            className="cursor-pointer rounded-md border border-line-strong bg-sheet px-2.5 py-1 text-sm hover:bg-wash has-checked:border-accent has-checked:bg-accent-wash has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="form"
              value={one}
              checked={one === form}
              onChange={() => onChoose(one)}
              className="sr-only"
            />
            {formWords[one].label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
