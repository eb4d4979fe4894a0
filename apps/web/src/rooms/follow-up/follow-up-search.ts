import { FollowUpFilter, FollowUpIntent, FollowUpState } from '@debrief/contract';
import { asText } from '../../routes/search.ts';

export interface FollowUpSearch {
  item?: string;
  /** What is open at the side: `fields`, `move` or `new`. */
  edit?: string;
  origin?: string;
}

export function followUpSearch(raw: Record<string, unknown>): FollowUpSearch {
  return pickStrings(raw, ['item', 'edit', 'origin']);
}

/** What the address of the list across incidents holds. `state` is `any` or what is asked for; without it, what is unfinished. */
export interface AllFollowUpsSearch {
  owner?: string;
  intent?: string;
  state?: string;
  /** Written down so many days ago or before. */
  age?: string;
  overdue?: string;
}

export function allFollowUpsSearch(raw: Record<string, unknown>): AllFollowUpsSearch {
  return pickStrings(raw, ['owner', 'intent', 'state', 'age', 'overdue']);
}

function pickStrings<Name extends string>(
  raw: Record<string, unknown>,
  names: readonly Name[],
): { [N in Name]?: string } {
  const given = names.flatMap((name): [string, string][] =>
    asText(raw[name]) === '' ? [] : [[name, asText(raw[name])]],
  );
  // The names are those that were asked for.
  return Object.fromEntries(given) as { [N in Name]?: string };
}

/** The filter that an address means; what it does not know of is left out rather than refused. */
export function toFollowUpFilter(search: AllFollowUpsSearch): FollowUpFilter {
  const intent = FollowUpIntent.safeParse(search.intent).data;
  const state =
    FollowUpState.safeParse(search.state).data ??
    (search.state === 'any' ? undefined : 'unfinished');
  const days = Number(search.age);
  return {
    ...(search.owner === undefined ? {} : { owner: search.owner }),
    ...(intent === undefined ? {} : { intent }),
    ...(state === undefined ? {} : { state }),
    ...(Number.isInteger(days) && days > 0 && days <= 3_650 ? { olderThanDays: days } : {}),
    ...(search.overdue === 'true' ? { overdue: 'true' } : {}),
  };
}
