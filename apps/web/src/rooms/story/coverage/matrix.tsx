import type { Coverage } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Chip } from '../../../ui/chip.tsx';
import { countText } from '../../../ui/time-words.ts';
import { gradeWords, outcomeWords } from '../words.ts';

/** A row a competency, a column a story: what most of its deeds and results rest on, as a word. It scrolls sideways in itself. */
export function Matrix({ coverage: { pack, stories, cells } }: { coverage: Coverage }) {
  return (
    <div role="region" aria-label="Stories by competency" tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong align-bottom">
            <td className="min-w-44" />
            {stories.map((one) => (
              <th key={one.id} scope="col" className="max-w-48 min-w-36 px-3 py-2 text-left font-normal">
                <Link
                  to="/practice/stories/$id/tell"
                  params={{ id: one.id }}
                  className="font-medium wrap-anywhere text-ink underline decoration-line-strong underline-offset-2"
                >
                  {one.title}
                </Link>
                <span className="block text-xs text-ink-soft">
                  {[one.happenedOn ?? 'no day', ...(one.outcome ? [outcomeWords[one.outcome]] : []), `shows ${countText(one.uses, 'thing')}`].join(' · ')}
                </span>
                {one.isDraft && <Chip tone="warn">draft</Chip>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pack.competencies.map(({ key, name, hint }) => (
            <tr key={key} className="border-b border-line align-top">
              <th scope="row" title={hint} className="sticky left-0 bg-paper py-2 pr-3 text-left font-medium">
                {name}
              </th>
              {stories.map((story) => {
                const cell = cells.find((one) => one.key === key && one.storyId === story.id);
                return (
                  <td key={story.id} className="px-3 py-2">
                    {cell ? (
                      <Chip tone={cell.strength === null ? 'plain' : gradeWords[cell.strength].tone}>
                        {cell.strength === null ? 'no deed yet' : gradeWords[cell.strength].label}
                      </Chip>
                    ) : (
                      <span className="text-ink-faint">
                        <span aria-hidden="true">·</span>
                        <span className="sr-only">no</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
