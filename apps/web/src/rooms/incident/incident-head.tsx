import type { Incident } from '@debrief/contract';
import { Link, useLocation } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Chip } from '../../ui/chip.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { statusWords } from './words.ts';

const tabs = [
  { to: '/incidents/$ref', label: 'Record & timeline' },
  { to: '/incidents/$ref/inquiry', label: 'Inquiry' },
  { to: '/incidents/$ref/factors', label: 'Factors' },
  { to: '/incidents/$ref/report', label: 'Report' },
  { to: '/incidents/$ref/follow-ups', label: 'Follow-ups' },
  { to: '/incidents/$ref/people', label: 'People' },
  { to: '/incidents/$ref/scope', label: 'Scope' },
  { to: '/incidents/$ref/imports', label: 'Imports' },
  { to: '/incidents/$ref/activity', label: 'Activity' },
] as const;

export function IncidentHead({ incident }: { incident: Incident }) {
  return (
    <PageHead
      title={incident.title}
      actions={<IncidentActions incident={incident} />}
      before={
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
          <span className="font-medium">{incident.ref}</span>
          {incident.severity && <Chip>{incident.severity}</Chip>}
          <Chip>{statusWords[incident.status].label}</Chip>
          {incident.visibility === 'restricted' && (
            <Chip tone="warn" icon={<LockKeyhole size={12} aria-hidden="true" />}>
              restricted
            </Chip>
          )}
          <Named what="service" names={incident.services} />
          <Named what="team" names={incident.teams} />
        </p>
      }
    >
      <nav
        ref={useActiveInSight()}
        aria-label="Parts of this incident"
        className="no-print -mx-1 flex gap-1 overflow-x-auto"
      >
        {tabs.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            params={{ ref: incident.ref }}
            activeOptions={{ exact: tab.to === '/incidents/$ref', includeSearch: false }}
            activeProps={{ className: 'border-accent! text-ink! font-medium' }}
            className="-mb-px border-b-2 border-transparent px-2 py-1.5 text-sm whitespace-nowrap text-ink-soft no-underline hover:text-ink"
          >
            {tab.label}
          </Link>
        ))}
      </nav>
    </PageHead>
  );
}

/** On a narrow screen the tabs scroll: the one that is open is not left half outside. */
function useActiveInSight(): RefObject<HTMLElement | null> {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const box = nav.current;
    const tab = box?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!box || !tab) return;
    const [from, until] = [
      tab.offsetLeft - box.offsetLeft,
      tab.offsetLeft - box.offsetLeft + tab.offsetWidth,
    ];
    if (from < box.scrollLeft || until > box.scrollLeft + box.clientWidth)
      box.scrollLeft = from - (box.clientWidth - tab.offsetWidth) / 2;
  }, [pathname]);
  return nav;
}

/** The services or the teams of an incident, quietly. */
function Named({ what, names }: { what: 'service' | 'team'; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className="min-w-0 wrap-anywhere max-sm:w-full max-sm:truncate">
      <span className="text-ink-faint">{names.length === 1 ? what : `${what}s`} </span>
      {names.join(', ')}
    </span>
  );
}
