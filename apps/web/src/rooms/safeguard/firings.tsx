import type { PastFiring, Safeguard } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { read } from '../../data/read.ts';
import { Button } from '../../ui/button.tsx';
import { Time } from '../../ui/time.tsx';

const firingsQuery = ({ id, incidentRef }: Safeguard) =>
  read([...queries.safeguards(incidentRef).queryKey, 'firings', id], (options) =>
    api.safeguard.firings({ id }, options),
  );

interface FiringsProps {
  safeguard: Safeguard;
  /** Offers each one as evidence. */
  onUse?: (firing: PastFiring) => void;
}

/** What a safeguard did since it was armed, in what the reader can see. */
export function Firings({ safeguard, onUse }: FiringsProps) {
  const { data } = useQuery(firingsQuery(safeguard));
  if (!data || data.armedAt === null) return null;
  const { armedAt, count, isMore, items } = data;
  const verb = safeguard.checks === null ? 'fired' : 'halted';
  if (count === 0)
    return (
      <p className="mt-2 text-sm text-ink-soft">
        It has not {verb} since it was armed, <Time at={armedAt} />. That proves nothing by itself.
      </p>
    );
  return (
    <details className="mt-2 text-sm" open={onUse !== undefined}>
      <summary className="cursor-pointer pointer-coarse:py-3">
        <span className="capitalize">{verb}</span> {isMore && 'at least '}
        {countText(count, 'time')} since it was armed, <Time at={armedAt} />
      </summary>
      <ul className="mt-1 divide-y divide-line rounded-md border border-line">
        {items.map((firing) => (
          <li key={firing.id} className="flex flex-wrap items-baseline gap-x-2 px-2 py-1.5">
            <span className="min-w-0 flex-1 basis-48 wrap-anywhere">
              {firing.text || '(no text)'}
              <span className="block text-xs text-ink-soft">
                <Time at={firing.at} />
                {firing.incidentRef !== safeguard.incidentRef && (
                  <>
                    {' in '}
                    <Link
                      to="/incidents/$ref"
                      params={{ ref: firing.incidentRef }}
                      className="touch text-accent underline underline-offset-2"
                    >
                      {firing.incidentRef}
                    </Link>{' '}
                    {firing.incidentTitle}
                  </>
                )}
              </span>
            </span>
            {onUse && (
              <Button small onClick={() => onUse(firing)}>
                {firing.isCitable ? 'Cite' : 'Mention'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {count > items.length && (
        <p className="mt-1 text-xs text-ink-soft">The newest {items.length} are shown.</p>
      )}
    </details>
  );
}
