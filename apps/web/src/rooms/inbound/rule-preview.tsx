import type { PreviewRoutingRule, RoutedRecord } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { cx } from '../../ui/cx.ts';
import { Time } from '../../ui/time.tsx';

const pauseMs = 300;

/** Which of the latest records a rule would decide, before it is saved. */
export function RulePreview({ input }: { input: PreviewRoutingRule }) {
  const settled = useSettled(input);
  const { data } = useQuery(inboundQueries.routingPreview(settled));
  if (!data) return null;
  const { deliveries, matches, records } = data;
  return (
    <section aria-label="Preview" className="text-sm">
      <p aria-live="polite" className="font-medium">
        {deliveries === 0
          ? 'Nothing has arrived yet to try it on.'
          : `Matches ${countText(matches, 'record')} in the last ${countText(deliveries, 'delivery', 'deliveries')}.`}
      </p>
      {records.length > 0 && (
        <ul className="mt-1 max-h-56 overflow-y-auto rounded-md border border-line" tabIndex={0}>
          {records.map((record, index) => (
            <PreviewRow key={index} record={record} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PreviewRow({ record }: { record: RoutedRecord }) {
  const { isMatch, earlierRule, service, source, labels } = record;
  const isDecided = isMatch && earlierRule === null;
  const facts = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return (
    <li
      className={cx(
        'flex items-start gap-2 border-b border-line px-2 py-1 last:border-0',
        isDecided ? 'bg-good-wash' : 'text-ink-soft',
      )}
    >
      <span className="w-4 shrink-0 pt-0.5">
        {isDecided && <Check size={14} aria-label="Match" className="text-good" />}
      </span>
      <p className="min-w-0 flex-1 wrap-anywhere">
        <span className={cx(isDecided && 'text-ink')}>{record.title}</span>{' '}
        {isMatch && earlierRule !== null && <span>(goes to “{earlierRule}”)</span>}
        <span className="block truncate text-xs text-ink-soft" title={facts.join(', ')}>
          <Time at={record.at} /> · {service ? `service ${service}` : 'no service'}
          {source !== null && source !== service && ` · source ${source}`}
          {facts.length > 0 && ` · ${facts.join(', ')}`}
        </span>
      </p>
    </li>
  );
}

/** What can be tried, once typing pauses: conditions that are not complete are left out. */
function useSettled(input: PreviewRoutingRule): PreviewRoutingRule {
  const conditions = input.conditions.filter(
    (one) => one.value.trim() !== '' && (one.field !== 'label' || one.name.trim() !== ''),
  );
  const wanted = { ...input, stream: 'preview', conditions, service: null };
  const key = JSON.stringify(wanted);
  const [settled, setSettled] = useState(wanted);
  const settle = useEffectEvent(() => setSettled(wanted));
  useEffect(() => {
    const timer = setTimeout(() => settle(), pauseMs);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
