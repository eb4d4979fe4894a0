import {
  followUpIntents,
  followUpSorts,
  followUpStates,
  incidentFollowUpSorts,
  type FollowUpFilter,
  type IncidentFollowUpOrder,
} from '@debrief/contract';
import { readSort, readTexts, readWord } from '../../routes/search.ts';

export interface FollowUpSearch {
  item?: string;
  /** What is open at the side: `fields`, `move`, `rollout` or `new`. */
  edit?: string;
  origin?: string;
  sort?: string;
}

export function followUpSearch(raw: Record<string, unknown>): FollowUpSearch {
  return readTexts(raw, ['item', 'edit', 'origin', 'sort']);
}

/** The order in the URL; the oldest first if it is unknown. */
export function readOrder({ sort }: FollowUpSearch): IncidentFollowUpOrder {
  return readSort(incidentFollowUpSorts, sort) ?? 'age';
}

/**
 * The URL parameters of the list across incidents. `state` is `any` or the requested one; without
 * it, unfinished follow-ups.
 */
export interface AllFollowUpsSearch {
  owner?: string;
  intent?: string;
  state?: string;
  /** At least this many days old. */
  age?: string;
  overdue?: string;
  /** `true`: only what a policy asks about. */
  asked?: string;
  sort?: string;
}

export function allFollowUpsSearch(raw: Record<string, unknown>): AllFollowUpsSearch {
  const search = readTexts(raw, ['owner', 'intent', 'state', 'age', 'overdue', 'asked', 'sort']);
  // Links of earlier versions.
  return search.owner === 'nobody' ? { ...search, owner: 'none' } : search;
}

/** The filter in a URL, without parameters that it does not know. */
export function toFollowUpFilter(search: AllFollowUpsSearch): FollowUpFilter {
  const intent = readWord(followUpIntents, search.intent);
  const state =
    readWord(followUpStates, search.state) ?? (search.state === 'any' ? undefined : 'unfinished');
  const days = Number(search.age);
  const sort = readSort(followUpSorts, search.sort);
  return {
    ...(search.owner === undefined ? {} : { owner: search.owner }),
    ...(intent === undefined ? {} : { intent }),
    ...(state === undefined ? {} : { state }),
    ...(Number.isInteger(days) && days > 0 && days <= 3_650 ? { olderThanDays: days } : {}),
    ...(search.overdue === 'true' ? { overdue: 'true' } : {}),
    ...(search.asked === 'true' ? { asked: 'true' } : {}),
    ...(sort === undefined ? {} : { sort }),
  };
}
