import type { ApiKey } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { scopeWords } from './words.ts';
import { QueryState } from '../../ui/query-state.tsx';

export function ApiKeys() {
  const { data, error } = useQuery(queries.keys());
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <>
      <QueryState of={{ data, error }} lines={2} />
      {data?.items.length === 0 && (
        <p className="text-pretty text-ink-soft">
          Use a key to connect other programs, such as{' '}
          <code className="font-mono text-sm">debrief import</code> on another machine, or a script
          that reads a timeline.
        </p>
      )}
      {data && data.items.length > 0 && (
        <ul className="border-t border-line">
          {data.items.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      <Button className="mt-3" icon={<KeyRound size={15} />} onClick={() => setMaking(true)}>
        New API key
      </Button>
      <KeyDialog isOpen={isMaking} onClose={() => setMaking(false)} />
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <p className="min-w-0 flex-1 basis-56">
        <span className="font-medium">{apiKey.name}</span>{' '}
        <code className="font-mono text-xs text-ink-soft">{apiKey.prefix}…</code>{' '}
        {apiKey.scopes.map((scope) => (
          <Chip key={scope} className="mr-1">
            {scopeWords[scope].label.toLowerCase()}
          </Chip>
        ))}
        <span className="block text-sm text-ink-soft">
          {apiKey.lastUsedAt ? (
            <>
              last used <Time at={apiKey.lastUsedAt} />
            </>
          ) : (
            'never used'
          )}
          {apiKey.expiresAt && (
            <>
              {' · expires '}
              <Time at={apiKey.expiresAt} show="day" />
            </>
          )}
        </span>
      </p>
      <Button look="quiet" onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useMutation({
    mutationFn: () => api.access.revokeKey({ id: apiKey.id }),
    onSuccess: () => {
      showToast({ title: `Revoked the key “${apiKey.name}”` });
      void queryClient.invalidateQueries({ queryKey: queries.keys().queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Revoke the key “${apiKey.name}”?`}
      lead="Programs that use it stop working at once. You can't undo this."
    >
      <ProblemNote error={revoke.error} />
      <Buttons>
        <Button look="danger" isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke key
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </Buttons>
    </Dialog>
  );
}
