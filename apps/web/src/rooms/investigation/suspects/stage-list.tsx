import type { Incident, Suspects } from '@debrief/contract';
import { Link } from '@tanstack/react-router';

/** The first stage that does not add up in each comparison of the debug record. */
export function StageList({
  incident,
  stages,
}: {
  incident: Incident;
  stages: Suspects['stages'];
}) {
  return (
    <section aria-label="Stages" className="mt-8">
      <h3 className="text-sm font-semibold">Stages that don’t add up</h3>
      <p className="mt-1 mb-2 text-sm text-pretty text-ink-soft">
        The first one in each comparison of counts: what was lost or added is before it.
      </p>
      <ul>
        {stages.map(({ findingId, statement, reason }) => (
          <li key={findingId} className="border-b border-line px-1 py-2.5 text-sm">
            <p className="font-medium wrap-anywhere">
              <Link
                to="/incidents/$ref/investigation"
                params={{ ref: incident.ref }}
                search={{ finding: findingId }}
                className="touch text-ink no-underline hover:underline"
              >
                {reason}
              </Link>
            </p>
            <p className="mt-0.5 text-xs wrap-anywhere text-ink-soft">{statement}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
