import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';
import { useKnown } from '../../../ui/known-time.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { CardContent } from './person-card.tsx';

/** The person who wrote an item, within the card of a citation. */
export function AuthorCard({ incident, evidenceId }: { incident: string; evidenceId: string }) {
  const { at } = useKnown();
  const { data, error } = useQuery(queries.evidence(incident, evidenceId, at));
  if (!data) return <QueryState of={{ data, error }} lines={5} />;
  const { author } = data.evidence;
  return author && <CardContent incident={incident} personId={author.personId} />;
}
