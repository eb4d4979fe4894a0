import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { showProblem, showToast } from '../../ui/toast.tsx';

interface FeedAddressProps {
  hasFeed: boolean;
  onChange: () => void;
}

/** The private address of the account's feed: shown once, replaced or revoked. */
export function FeedAddress({ hasFeed, onChange }: FeedAddressProps) {
  const [address, setAddress] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: () => api.notification.createFeed({}),
    onError: showProblem,
    onSuccess: ({ path }) => setAddress(`${globalThis.location.origin}${path}`),
  });
  const revoke = useMutation({
    mutationFn: () => api.notification.revokeFeed(undefined),
    onError: showProblem,
    onSuccess: () => {
      showToast({ title: 'The feed address no longer works' });
      onChange();
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <p className="min-w-0 flex-1 basis-64 text-sm text-ink-soft">
        {hasFeed
          ? 'You have a feed address. A new one replaces it.'
          : 'An Atom feed of published reviews that you can see, for a feed reader.'}
      </p>
      <div className="flex gap-2">
        <Button isBusy={create.isPending} onClick={() => create.mutate()}>
          Create feed address
        </Button>
        {hasFeed && (
          <Button isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke
          </Button>
        )}
      </div>
      {address !== null && (
        <SecretDialog
          title="Your feed address"
          lead="Copy it to your feed reader now: it isn't shown again. Anyone with this address can read your feed."
          label="Feed address"
          secret={address}
          onClose={() => {
            setAddress(null);
            onChange();
          }}
        />
      )}
    </div>
  );
}
