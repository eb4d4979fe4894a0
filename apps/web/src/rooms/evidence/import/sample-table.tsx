import type { Preview } from '@debrief/contract';
import { timeText, zoneName } from '@debrief/rules/time';
import { EvidenceText } from '../../../ui/evidence-text.tsx';
import { toBrowserWording } from './browser-wording.ts';

interface SampleTableProps {
  preview: Preview;
  name: string;
  zone: string;
}

/**
 * The first rows as they would be read; times include their zone, and each reason for a rejection
 * is shown once.
 */
export function SampleTable({ preview, name, zone }: SampleTableProps) {
  const rows = preview.sample.slice(0, 5);
  const reasons = new Map<string, number>();
  for (const { problem } of rows)
    if (problem !== null) reasons.set(problem, (reasons.get(problem) ?? 0) + 1);
  return (
    <div
      role="region"
      aria-label={`First rows of ${name}`}
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="block w-full table-fixed border-collapse text-sm sm:table sm:min-w-128">
        <caption className="mb-1 block text-left sm:table-caption text-xs text-ink-soft">
          Preview of the first rows
        </caption>
        <colgroup>
          <col className="w-52" />
          <col className="w-36" />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Author</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody className="block sm:table-row-group">
          {rows.map((row) => (
            <tr
              key={row.place}
              className="flex flex-wrap border-t border-line align-top sm:table-row"
              title={row.place}
            >
              <td className="py-1 pr-3 text-ink-soft">
                {row.at ? (
                  <>
                    {timeText(row.at, zone, 'both', 'exact')}{' '}
                    <span className="text-xs">{zoneName(row.at, zone)}</span>
                  </>
                ) : (
                  'no time'
                )}
              </td>
              <td className="truncate py-1 pr-3 font-medium">
                {row.author ?? <span className="font-normal text-ink-faint">no author</span>}
              </td>
              <td className="basis-full py-1 max-sm:pt-0">
                <span className="line-clamp-2 wrap-anywhere">
                  <EvidenceText text={row.text} isInline />
                </span>
                {row.problem !== null && (
                  <span className="block text-xs font-medium text-danger">Would be rejected</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {[...reasons].map(([reason, count]) => (
        <p key={reason} className="mt-1 text-sm font-medium text-danger">
          {rows.length === 1
            ? 'The row would be rejected'
            : `${count === rows.length ? 'All' : count} of ${rows.length} rows would be rejected`}
          : {toBrowserWording(reason)}
        </p>
      ))}
    </div>
  );
}
