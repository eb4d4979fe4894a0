import type { SessionView } from '@debrief/contract';
import { announceAccount } from '../../frame/session-sync.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { setDraftOwner } from '../../data/draft.ts';

/** Where to go after signing in: a path of this very site, or home. */
export function toSafePath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** What was read as somebody else, or as nobody, is forgotten. */
export function startSession(session: SessionView): void {
  const accountId = session.account?.id ?? null;
  setDraftOwner(accountId);
  announceAccount(accountId);
  queryClient.clear();
  queryClient.setQueryData(queries.session().queryKey, session);
}
