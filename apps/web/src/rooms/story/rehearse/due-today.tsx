import type { Rehearsal } from '@debrief/contract';
import { rowButtonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { formWords } from '../form-words.ts';

export function DueToday({
  due,
  onChoose,
}: {
  due: readonly Rehearsal[];
  onChoose: (rehearsal: Rehearsal) => void;
}) {
  if (due.length === 0) return null;
  return (
    <section aria-labelledby="due">
      <h2 id="due" className="mb-2 font-semibold">
        Due for review
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {due.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onChoose(one)}
              className={cx(rowButtonClass, 'w-full px-2 py-2 text-sm')}
            >
              {one.question === '' ? one.storyTitle : one.question}
              <span className="block text-xs text-ink-soft">
                {one.storyTitle}
                {one.form && ` · ${formWords[one.form].label}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
