import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runbookQueries } from './queries.ts';

/** The runbooks of a service that are written here. */
export function ServiceRunbooks({ id }: { id: string }) {
  const { data } = useQuery(runbookQueries.list({ service: id }));
  return (
    <ul className="empty:hidden">
      {data?.items.map((runbook) => (
        <li key={runbook.id} className="border-b border-line py-3 text-sm wrap-anywhere sm:py-1.5">
          <Link
            to="/runbooks/$id"
            params={{ id: runbook.id }}
            className="touch text-accent underline underline-offset-2"
          >
            {runbook.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
