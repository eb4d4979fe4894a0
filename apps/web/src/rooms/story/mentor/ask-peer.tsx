import type { Story, StoryClaim } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { AccountChoice } from './account-choice.tsx';
import { refreshSharedStory } from './refresh-shared-story.ts';

/** Asks a peer whether a sentence is right. They see only that sentence. */
export function AskPeer({ story, claim }: { story: Story; claim: StoryClaim }) {
  const [isOpen, setOpen] = useState(false);
  const asked = claim.confirmations.flatMap((one) =>
    one.state === 'withdrawn' || one.isStale ? [] : (one.accountId ?? []),
  );
  if (!isOpen)
    return (
      <Button small look="quiet" data-does="ask" onClick={() => setOpen(true)}>
        Ask a peer to confirm
      </Button>
    );
  return (
    <div className="w-full pl-2">
      <AccountChoice
        label="Peer"
        autoFocus
        onBack={() => setOpen(false)}
        verb="Ask"
        without={asked}
        onChoose={async (accountId) => {
          refreshSharedStory(
            await api.story.askPeer({ id: story.id, claimId: claim.id, accountId }),
          );
          setOpen(false);
        }}
      />
      <p className="mt-1 text-xs text-ink-soft">They only see this sentence and your name.</p>
    </div>
  );
}
