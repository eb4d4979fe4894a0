import type { Incident } from '@debrief/contract';
import { Archive, LockKeyhole } from 'lucide-react';
import { Suspense } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useKnown, useMaskedIncident } from '../../ui/known-time.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { Popover } from '../../ui/popover.tsx';
import { ZoneSwitch } from '../../ui/time-zone.tsx';
import { CommentsLink } from '../comment/index.ts';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentTabs } from './incident-tabs.tsx';
import { statusWords } from './words.ts';

const KnownButton = lazyPart(() => import('../timeline/known/known-button.tsx'), 'KnownButton');

export function IncidentHead({ incident }: { incident: Incident }) {
  const isMasked = useKnown().at !== null;
  // The dialog for changes shows what the mask hides.
  const masked = useMaskedIncident(incident);
  return (
    <PageHead
      title={incident.title}
      isCompact
      actions={
        <>
          <span className="sm:hidden">
            <CommentsLink incident={incident.ref} />
          </span>
          <IncidentActions incident={masked} />
        </>
      }
      lead={
        <p className="flex flex-wrap items-center gap-x-1 gap-y-1 sm:gap-x-2 pointer-coarse:gap-y-0">
          <span className="font-medium">{incident.ref}</span>
          {/* Both have no time, so a mask hides them. */}
          {!isMasked && incident.severity && <Chip>{incident.severity}</Chip>}
          {!isMasked && <Chip>{statusWords[incident.status].label}</Chip>}
          {incident.visibility === 'private' && (
            <Chip tone="warn" icon={<LockKeyhole size={12} />}>
              private
            </Chip>
          )}
          {incident.archivedAt !== null && (
            <Chip icon={<Archive size={12} />}>archived, read-only</Chip>
          )}
          <Details incident={incident} />
          <ZoneSwitch />
          <Suspense>
            <KnownButton incident={incident} />
          </Suspense>
          <span className="max-sm:hidden">
            <CommentsLink incident={incident.ref} />
          </span>
        </p>
      }
    >
      <IncidentTabs incident={incident} />
    </PageHead>
  );
}

function Details({ incident: { services, teams } }: { incident: Incident }) {
  if (services.length + teams.length === 0) return null;
  return (
    <Popover
      title="Services and teams"
      align="start"
      trigger={
        <Button small look="quiet">
          Services and teams {services.length + teams.length}
        </Button>
      }
    >
      <dl className="grid gap-2 text-sm">
        <Named label="Services" names={services} />
        <Named label="Teams" names={teams} />
      </dl>
    </Popover>
  );
}

function Named({ label, names }: { label: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div>
      <dt className="text-xs text-ink-soft">{label}</dt>
      <dd className="mt-1 flex flex-wrap gap-1">
        {names.map((name) => (
          <Chip key={name}>{name}</Chip>
        ))}
      </dd>
    </div>
  );
}
