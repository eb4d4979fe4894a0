import type { Import } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { Suspense, useState } from 'react';
import { address } from '../../../api.ts';
import { RemoveDialog } from '../redact/index.ts';
import { toBrowserWording } from './browser-wording.ts';
import { describeHash } from './import-facts.ts';
import { queries } from '../../../data/queries.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { ShowMore } from '../../../ui/show-more.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

export function ImportSummary({ one }: { one: Import }) {
  const [isRemoving, setRemoving] = useState(false);
  const hash = describeHash(one);
  const mapping = Object.entries(one.mapping);
  return (
    <div className="mb-4 ml-6 flex flex-col gap-4 text-sm">
      <dl className="tabular grid max-w-144 grid-cols-[6rem_auto_1fr] gap-x-3 gap-y-0.5">
        <Line label="Read" count={numberText(one.read)} note="records in the file" />
        <Line label="= imported" count={numberText(one.imported)} note={describeImported(one)} />
        <Line
          label="+ duplicates"
          count={numberText(one.duplicates)}
          note="imported before, skipped"
        />
        <Line
          label="+ rejected"
          count={numberText(one.rejected)}
          note={one.rejected === 0 ? '' : 'listed below with place and reason'}
        />
        {one.withheld > 0 && (
          <Line
            label="+ removed"
            count={numberText(one.withheld)}
            note="removed for a legal reason before, not imported again"
          />
        )}
      </dl>
      {one.vanished > 0 && (
        <p>
          {countText(one.vanished, 'item')} from an earlier import are no longer at the source. They
          are kept and marked as deleted.
        </p>
      )}
      {one.removed > 0 && (
        <p>
          {one.state === 'undone' || one.state === 'undoing' ? 'Undone' : 'Expired'}:{' '}
          {countText(one.removed, 'item')} removed,{' '}
          {countText(one.imported + one.vanished - one.removed, 'item')} kept.
        </p>
      )}
      {one.problem && one.state !== 'failed' && <p>{one.problem}</p>}
      {mapping.length > 0 && (
        <p className="text-ink-soft">
          Columns: {mapping.map(([field, column]) => `${field} from “${column}”`).join(', ')}
        </p>
      )}
      {one.rejected > 0 && one.state !== 'undone' && <Rejections id={one.id} />}
      <p className="flex flex-wrap items-center gap-3 text-xs text-ink-soft">
        <Link
          to="/incidents/$ref"
          params={{ ref: one.incident }}
          className="touch text-sm font-medium text-accent underline underline-offset-2"
        >
          Show in the evidence
        </Link>
        {one.can.remove && (
          <Button small look="quiet" onClick={() => setRemoving(true)}>
            Remove for a legal reason…
          </Button>
        )}
        {hash !== null && <span className="font-mono wrap-anywhere">{hash}</span>}
      </p>
      <Suspense>
        {isRemoving && (
          <RemoveDialog
            incident={{ ref: one.incident }}
            of={{ import: one.id }}
            what={`in ${one.name} will be removed`}
            onClose={() => setRemoving(false)}
          />
        )}
      </Suspense>
    </div>
  );
}

function describeImported({ revised, marked }: Import): string {
  const parts = [
    revised > 0 ? `${countText(revised, 'new revision')} of existing items` : '',
    marked > 0 ? `${countText(marked, 'item')} kept with a warning, such as mangled text` : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'new items' : parts.join('; ');
}

function Line({ label, count, note }: { label: string; count: string; note: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="text-right font-medium">{count}</dd>
      <dd className="text-ink-soft">{note}</dd>
    </>
  );
}

function Rejections({ id }: { id: string }) {
  const list = useInfiniteQuery(queries.rejections(id));
  const rejections = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <p className="font-semibold">Rejected records</p>
        <a
          href={address.rejections(id)}
          download=""
          className={`${buttonClass('plain', true)} no-underline`}
        >
          <Download size={13} />
          Download CSV
        </a>
      </div>
      <QueryState of={list} lines={3} />
      {rejections.length > 0 && (
        <div role="region" aria-label="Rejected records" tabIndex={0} className="overflow-x-auto">
          <table className="w-full min-w-144 table-fixed border-collapse">
            <thead>
              <tr className="border-b border-line-strong text-left text-xs text-ink-soft">
                <th scope="col" className="w-44 py-1 pr-3 font-medium">
                  Place
                </th>
                <th scope="col" className="py-1 pr-3 font-medium">
                  Reason
                </th>
                <th scope="col" className="py-1 font-medium">
                  Excerpt
                </th>
              </tr>
            </thead>
            <tbody>
              {rejections.map((rejection, index) => (
                <tr key={index} className="border-b border-line align-top">
                  <td className="py-1 pr-3 font-mono text-xs wrap-anywhere">{rejection.place}</td>
                  <td className="py-1 pr-3">{toBrowserWording(rejection.reason)}</td>
                  <td className="py-1">
                    <code className="line-clamp-2 font-mono text-xs wrap-anywhere text-ink-soft">
                      {rejection.excerpt}
                    </code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ShowMore list={list} small className="mt-2" />
    </div>
  );
}
