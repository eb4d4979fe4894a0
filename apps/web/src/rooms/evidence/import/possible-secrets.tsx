import type { PossibleSecret, ResolveSecrets } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { Time } from '../../../ui/time.tsx';

/** What looks like a credential in the evidence: nothing is masked until someone redacts it. */
export function PossibleSecrets({ incident }: { incident: string }) {
  const { data } = useQuery(queries.possibleSecrets(incident));
  const [asked, setAsked] = useState<readonly PossibleSecret[] | null>(null);
  const resolve = useMutation({
    mutationFn: (input: Omit<ResolveSecrets, 'incident'>) =>
      api.evidence.resolveSecrets({ incident, ...input }),
    onSuccess: (left) => {
      queryClient.setQueryData(queries.possibleSecrets(incident).queryKey, left);
      setAsked(null);
    },
  });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const ignore = (ones: readonly PossibleSecret[]) =>
    resolve.mutate({ ids: ones.map((one) => one.id), action: 'ignore' });
  return (
    <section className="mb-6 rounded-md border border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <KeyRound size={15} className="text-warn" />
        <h2 className="flex-1 text-base font-semibold">
          {countText(items.length, 'possible secret')}
        </h2>
        <Button small onClick={() => setAsked(items)}>
          Redact all
        </Button>
        <Button small look="quiet" onClick={() => ignore(items)}>
          Ignore all
        </Button>
      </div>
      <p className="mt-1 text-sm text-ink-soft">
        These items contain what looks like a password or key. Redact it here, and rotate it.
      </p>
      {asked === null && <ProblemNote error={resolve.error} />}
      <ul className="mt-2 max-h-80 overflow-y-auto">
        {items.map((one) => (
          <li
            key={one.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1.5 text-sm"
          >
            <span className="min-w-0 flex-1 basis-64">
              <Link
                to="/incidents/$ref"
                params={{ ref: incident }}
                search={{ item: one.evidenceId }}
                className="text-accent underline underline-offset-2"
              >
                {one.kind}
              </Link>{' '}
              <code className="font-mono text-xs">{one.hint}…</code>
              {one.part !== 'text' && (
                <span className="text-ink-soft">
                  {' '}
                  in the {one.part === 'details' ? 'details' : 'raw payload'}
                </span>
              )}
              <span className="block text-xs text-ink-soft">
                {one.streamName}
                {one.authorName !== null && `, ${one.authorName}`},{' '}
                <Time at={one.occurredAt} precision={one.precision} zoneOffset={one.zoneOffset} />
              </span>
            </span>
            <Button small onClick={() => setAsked([one])}>
              Redact
            </Button>
            <Button small look="quiet" onClick={() => ignore([one])}>
              Ignore
            </Button>
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog
          isOpen
          onClose={() => setAsked(null)}
          title={`Redact ${countText(asked.length, 'possible secret')}`}
        >
          <ProblemNote error={resolve.error} />
          <p>
            The text is masked permanently in all items of this incident that contain it, with their
            raw payloads. This can't be undone.
          </p>
          <Buttons>
            <Button
              look="danger"
              isBusy={resolve.isPending}
              onClick={() => resolve.mutate({ ids: asked.map((one) => one.id), action: 'redact' })}
            >
              Redact
            </Button>
            <Button onClick={() => setAsked(null)}>Cancel</Button>
          </Buttons>
        </Dialog>
      )}
    </section>
  );
}
