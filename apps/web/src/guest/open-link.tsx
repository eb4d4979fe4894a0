import type { Guest, GuestPurpose, Problem } from '@debrief/contract';
import { useCallback, useState, type FormEvent } from 'react';
import { api, toProblem } from '../api.ts';
import { SignedOutPage } from '../rooms/access/signed-out-page.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useLoaded } from './use-loaded.ts';

const purposes: Record<GuestPurpose, { title: string; lead: string }> = {
  calibration: {
    title: 'Check what the review says about you',
    lead: 'asks you to check what an incident review says about you before it is published.',
  },
  meeting: { title: 'Join the review meeting', lead: 'invites you to a review meeting.' },
};

/** Opening needs a button: mail scanners load links, and the first browser keeps a personal one. */
export function OpenLink({ token, onOpen }: { token: string; onOpen: (guest: Guest) => void }) {
  const { data, problem } = useLoaded(useCallback(() => api.guest.view({ token }), [token]));
  const [name, setName] = useState('');
  const [refused, setRefused] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (problem)
    return (
      <SignedOutPage title="This link doesn't work" lead={problem.detail}>
        {null}
      </SignedOutPage>
    );
  if (!data)
    return (
      <SignedOutPage title="Debrief" lead="Checking the link…">
        <Skeleton lines={3} />
      </SignedOutPage>
    );
  const open = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      onOpen(await api.guest.open({ token, name }));
    } catch (error) {
      setRefused(toProblem(error));
      setBusy(false);
    }
  };
  const { title, lead } = purposes[data.purpose];
  return (
    <SignedOutPage
      title={title}
      lead={
        <>
          {data.name !== null && `Hello ${data.name}. `}
          {data.sentBy} {lead}
        </>
      }
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => void open(event)}>
        {data.name === null ? (
          <Field
            label="Your name"
            name="name"
            autoComplete="name"
            maxLength={120}
            required
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        ) : (
          <p className="text-sm text-ink-soft">
            The link works only in the browser where you open it first.
          </p>
        )}
        {refused && (
          <p role="alert" className="text-sm font-medium text-danger">
            {refused.detail}
          </p>
        )}
        <Button type="submit" look="primary" isBusy={isBusy}>
          Continue
        </Button>
      </form>
    </SignedOutPage>
  );
}
