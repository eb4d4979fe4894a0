import type { Preview } from '@debrief/contract';
import { EvidenceText } from '../../../ui/evidence-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { toBrowserWording } from './browser-wording.ts';

export function SampleTable({ preview, name }: { preview: Preview; name: string }) {
  return (
    <div
      role="region"
      aria-label={`First rows of ${name}`}
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="w-full min-w-128 table-fixed border-collapse text-sm">
        <caption className="mb-1 text-left text-xs text-ink-soft">
          Preview of the first rows
        </caption>
        <colgroup>
          <col className="w-42" />
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
        <tbody>
          {preview.sample.slice(0, 5).map((row) => (
            <tr key={row.place} className="border-t border-line align-top" title={row.place}>
              <td className="py-1 pr-3 text-ink-soft">
                {row.at ? <Time at={row.at} precision="exact" /> : 'no time'}
              </td>
              <td className="truncate py-1 pr-3 font-medium">
                {row.author ?? <span className="font-normal text-ink-faint">no author</span>}
              </td>
              <td className="py-1">
                <span className="line-clamp-2 wrap-anywhere">
                  <EvidenceText text={row.text} isInline />
                </span>
                {row.problem && (
                  <span className="block text-xs font-medium text-danger">
                    Would be rejected: {toBrowserWording(row.problem)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
