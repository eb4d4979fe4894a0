import type { ComparedIncident } from '@debrief/contract';
import { PlaceLink } from '../../ui/place-link.tsx';
import { rowsFor } from './compare-rows.tsx';

interface Props {
  incidents: readonly ComparedIncident[];
}

function IncidentLink({ one: { incident } }: { one: ComparedIncident }) {
  return (
    <PlaceLink
      href={`/incidents/${incident.ref}`}
      className="touch font-medium wrap-anywhere text-ink no-underline hover:underline"
    >
      <span className="text-ink-soft">
        {incident.ref}
        {incident.severity && ` · ${incident.severity}`}
      </span>{' '}
      <span className="md:block">{incident.title}</span>
    </PlaceLink>
  );
}

/** A column per incident, a row per question; each row says how it is calculated. */
export function CompareTable({ incidents }: Props) {
  return (
    <table className="w-full max-w-360 table-fixed border-collapse text-sm">
      <thead>
        <tr className="border-b border-line-strong">
          <td className="w-60" />
          {incidents.map((one) => (
            <th
              key={one.incident.id}
              scope="col"
              className="px-3 py-2 text-left align-top font-normal"
            >
              <IncidentLink one={one} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsFor(incidents).map((row) => (
          <tr key={row.name} className="border-b border-line align-top">
            <th scope="row" className="py-2.5 pr-4 text-left font-medium">
              {row.name}
              <span className="mt-0.5 block text-xs font-normal text-pretty text-ink-soft">
                {row.how}
              </span>
            </th>
            {incidents.map((one) => (
              <td key={one.incident.id} className="tabular px-3 py-2.5">
                {row.of(one)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function CompareStack({ incidents }: Props) {
  return rowsFor(incidents).map((row) => (
    <section key={row.name} className="border-b border-line py-3 text-sm">
      <h2 className="font-medium">{row.name}</h2>
      <p className="text-xs text-pretty text-ink-soft">{row.how}</p>
      <dl className="mt-2 space-y-2">
        {incidents.map((one) => (
          <div key={one.incident.id}>
            <dt className="text-xs">
              <IncidentLink one={one} />
            </dt>
            <dd className="tabular">{row.of(one)}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
