import type { Incident } from '@debrief/contract';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { cx } from '../../ui/cx.ts';
import { useActions } from '../../ui/keys.ts';
import { useScrollToCurrent } from '../../ui/use-scroll-to-current.ts';

interface Part {
  to: IncidentPath;
  label: string;
  keys: string;
  also?: string;
}

type IncidentPath =
  | '/incidents/$ref'
  | `/incidents/$ref/${'investigation' | 'factors' | 'suspects' | 'report' | 'review' | 'meeting' | 'follow-ups' | 'safeguards' | 'people' | 'sources' | 'imports' | 'activity'}`;

const tabs: readonly { label: string; parts: readonly [Part, ...Part[]] }[] = [
  {
    label: 'Timeline',
    parts: [{ to: '/incidents/$ref', label: 'Timeline', keys: 'g r', also: 'record desk' }],
  },
  {
    label: 'Investigation',
    parts: [
      {
        to: '/incidents/$ref/investigation',
        label: 'Findings',
        keys: 'g q',
        also: 'investigation hypotheses decisions questions impact',
      },
      { to: '/incidents/$ref/factors', label: 'Contributing factors', keys: 'g f' },
      {
        to: '/incidents/$ref/suspects',
        label: 'Suspects',
        keys: 'g e',
        also: 'changes deploys causes components',
      },
    ],
  },
  {
    label: 'Report',
    parts: [
      { to: '/incidents/$ref/report', label: 'Report', keys: 'g o', also: 'write article' },
      {
        to: '/incidents/$ref/review',
        label: 'Review',
        keys: 'g k',
        also: 'depth triggers investigators policies',
      },
      {
        to: '/incidents/$ref/meeting',
        label: 'Meeting',
        keys: 'g j',
        also: 'agenda questions parking lot present',
      },
    ],
  },
  {
    label: 'Follow-ups',
    parts: [
      {
        to: '/incidents/$ref/follow-ups',
        label: 'Follow-ups of this incident',
        keys: 'g t',
        also: 'action items work to do',
      },
      {
        to: '/incidents/$ref/safeguards',
        label: 'Safeguards',
        keys: 'g z',
        also: 'alerts checks proof armed runbooks steps',
      },
    ],
  },
  {
    label: 'People',
    parts: [{ to: '/incidents/$ref/people', label: 'People', keys: 'g p', also: 'roles' }],
  },
  {
    label: 'Data',
    parts: [
      {
        to: '/incidents/$ref/sources',
        label: 'Sources',
        keys: 'g c',
        also: 'data channels streams time range',
      },
      { to: '/incidents/$ref/imports', label: 'Imports', keys: 'g m' },
      { to: '/incidents/$ref/activity', label: 'Activity', keys: 'g a', also: 'history audit' },
    ],
  },
];

export function IncidentTabs({ incident }: { incident: Incident }) {
  const navigate = useNavigate();
  const params = { ref: incident.ref };
  const { pathname } = useLocation();
  const here = pathname.replace(/^\/incidents\/[^/]+/, '/incidents/$ref').replace(/\/$/, '');
  const current = tabs.find(({ parts }) => parts.some(({ to }) => to === here));
  useActions(
    'This incident',
    tabs
      .flatMap(({ parts }) => parts)
      .map(({ to, label, keys, also }) => ({
        label,
        keys,
        ...(also !== undefined && { also }),
        run: () => void navigate({ to, params }),
      })),
  );
  return (
    <>
      <nav
        ref={useScrollToCurrent(pathname)}
        aria-label="Parts of this incident"
        className="no-print -mx-1 flex overflow-x-auto sm:gap-1"
      >
        {tabs.map(({ label, parts }) => (
          <Link
            key={label}
            to={parts[0].to}
            params={params}
            aria-current={current?.label === label ? 'page' : undefined}
            data-keys={parts[0].keys}
            className={cx(
              '-mb-px inline-flex min-w-11 items-center justify-center border-b-2 px-1 py-1.5 text-xs whitespace-nowrap no-underline hover:text-ink sm:px-2 sm:text-sm',
              current?.label === label
                ? 'border-accent font-medium text-ink'
                : 'border-transparent text-ink-soft',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {current && current.parts.length > 1 && (
        <nav
          aria-label={`Parts of ${current.label}`}
          className="no-print -mx-4 flex gap-1 overflow-x-auto border-t border-line px-4 py-1 sm:-mx-6 sm:px-6"
        >
          {current.parts.map(({ to, label, keys }) => (
            <Link
              key={to}
              to={to}
              params={params}
              aria-current={to === here ? 'page' : undefined}
              data-keys={keys}
              className={cx(
                'inline-flex items-center rounded-md px-2 py-1 text-sm whitespace-nowrap no-underline',
                to === here
                  ? 'bg-wash-strong font-medium text-ink'
                  : 'text-ink-soft hover:text-ink',
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
    </>
  );
}
