import type { SessionView } from '@debrief/contract';
import { announceAccount } from '../../frame/session-sync.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { setDraftOwner } from '../../data/draft.ts';
import { keepReaderZone } from '../../ui/reader-zone.ts';

/** Drops what was read as another account, or before signing in. */
export function startSession(session: SessionView): void {
  const accountId = session.account?.id ?? null;
  setDraftOwner(accountId);
  keepReaderZone(session.account?.zone ?? null);
  announceAccount(accountId);
  queryClient.clear();
  queryClient.setQueryData(queries.session().queryKey, session);
}
