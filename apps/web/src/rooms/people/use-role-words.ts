import { useQuery } from '@tanstack/react-query';
import { queries } from '../../data/queries.ts';
import { listRoleSuggestions } from './role-suggestions.ts';

const noParticipants: never[] = [];

export function useRoleWords(ref: string): string[] {
  const { data } = useQuery(queries.people(ref));
  return listRoleSuggestions(data?.participants ?? noParticipants).map((one) => one.role);
}
