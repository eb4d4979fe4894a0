import type { Rehearsal } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { agoText } from '@debrief/rules/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import { nowMs } from '../../../clock.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { rowButtonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { ShowMore } from '../../../ui/show-more.tsx';
import { ReadProblem } from '../../../ui/problem.tsx';
import { formWords } from '../form-words.ts';
import { clockText } from './clock-text.ts';
import { useReaderZone } from '../../../ui/time-zone.tsx';

interface Props {
  storyId: string;
  shownId: string | null;
  onShow: (rehearsal: Rehearsal) => void;
}

export function PastTakes({ storyId, shownId, onShow }: Props) {
  const zone = useReaderZone();
  const takes = useInfiniteQuery(storyQueries.rehearsalsOf(storyId));
  const shown =
    takes.data?.pages.flatMap((page) => page.items).filter((one) => one.id !== shownId) ?? [];
  if (shown.length === 0) return <ReadProblem error={takes.error} />;
  return (
    <section aria-labelledby="earlier" className="max-w-[70ch]">
      <h2 id="earlier" className="mb-2 font-semibold">
        Attempts
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {shown.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onShow(one)}
              className={cx(rowButtonClass, 'w-full px-2 py-2 text-sm')}
            >
              <span className="tabular">
                {agoText(one.rehearsedAt, { ms: nowMs(), zone })} · {clockText(one.tookMs)} ·{' '}
                {countText(one.marks.filter((mark) => mark.isSaid).length, 'sentence')} of{' '}
                {one.marks.length}
              </span>
              <span className="block text-xs text-ink-soft">
                {[
                  ...(one.form ? [formWords[one.form].label] : []),
                  one.question === '' ? 'without a question' : one.question,
                ].join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ShowMore list={takes} small className="mt-2" />
    </section>
  );
}
