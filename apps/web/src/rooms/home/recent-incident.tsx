import type { IncidentStage, IncidentSummary } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { Link } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { Chip } from '../../ui/chip.tsx';
import { Time } from '../../ui/time.tsx';

const stageWords: Record<IncidentStage, string> = {
  record: 'Record',
  timeline: 'Timeline',
  draft: 'Report draft',
  published: 'Published',
};

interface RecentIncidentProps {
  incident: IncidentSummary;
  stage: IncidentStage;
}

export function RecentIncident({ incident, stage }: RecentIncidentProps) {
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 hover:bg-wash">
      <span className="w-14 text-sm text-ink-soft">{incident.ref}</span>
      <Link
        to="/incidents/$ref"
        params={{ ref: incident.ref }}
        className="min-w-0 flex-1 basis-72 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
      >
        {incident.title}
      </Link>
      {incident.visibility === 'private' && (
        <Chip tone="warn" icon={<LockKeyhole size={11} />}>
          private
        </Chip>
      )}
      <span className="tabular text-sm text-ink-soft">
        {stageWords[stage]} · {countText(incident.evidenceCount, 'item')} ·{' '}
        {countText(incident.eventCount, 'event')}
        {incident.firstAt && (
          <>
            {' · '}
            <Time at={incident.firstAt} show="day" />
          </>
        )}
      </span>
    </li>
  );
}
