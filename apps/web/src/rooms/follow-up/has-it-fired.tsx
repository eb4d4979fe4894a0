import type { Evidence, PastFiring } from '@debrief/contract';
import { utcText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { queries, queryClient } from '../../data/queries.ts';
import { reportFailure } from '../../ui/toast.tsx';
import { Firings } from '../safeguard/firings.tsx';

interface HasItFiredProps {
  incident: string;
  followUpId: string;
  onCite: (item: Evidence) => void;
  onMention: (sentence: string) => void;
}

/** Asks, before a follow-up is verified, what its safeguards have done since they were armed. */
export function HasItFired({ incident, followUpId, onCite, onMention }: HasItFiredProps) {
  const { data } = useQuery(queries.safeguards(incident));
  const safeguards = data?.items.filter((one) => one.followUpId === followUpId) ?? [];
  if (safeguards.length === 0) return null;
  const cite = async ({ id }: PastFiring) =>
    onCite((await queryClient.fetchQuery(queries.evidence(incident, id))).evidence);
  return (
    <section aria-label="Has it fired?">
      <h3 className="text-sm font-medium">Has it fired?</h3>
      {safeguards.map((safeguard) => (
        <div key={safeguard.id} className="mt-1">
          <p className="text-sm wrap-anywhere">
            {safeguard.name}
            <span className="text-ink-soft">: {safeguard.why}</span>
          </p>
          <Firings
            safeguard={safeguard}
            onUse={(firing) =>
              firing.isCitable
                ? reportFailure(cite(firing))
                : onMention(
                    `“${safeguard.name}” ${safeguard.checks === null ? 'fired' : 'halted'} ${utcText(firing.at, 'minute')} in ${firing.incidentRef}.`,
                  )
            }
          />
        </div>
      ))}
    </section>
  );
}
