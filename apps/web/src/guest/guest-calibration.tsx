import { useCallback, useEffect } from 'react';
import { api } from '../api.ts';
import { SignedOutPage } from '../rooms/access/signed-out-page.tsx';
import { InboxView } from '../rooms/calibration/inbox.tsx';
import { useKeyboard } from '../ui/keys.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { takeInbox } from './guest-inbox.ts';
import { useLoaded } from './use-loaded.ts';

const title = 'Check what the review says about you';

/** The inbox of someone without an account. */
export function GuestCalibration({ link }: { link: string }) {
  useKeyboard();
  const { data, problem } = useLoaded(useCallback(() => takeInbox(link), [link]));
  useEffect(() => {
    document.title = `${title} · Debrief`;
  }, []);
  if (problem)
    return (
      <SignedOutPage title="This link doesn't work" lead={problem.detail}>
        {null}
      </SignedOutPage>
    );
  if (!data)
    return (
      <SignedOutPage title={title} lead="Loading…">
        <Skeleton lines={4} />
      </SignedOutPage>
    );
  return (
    <main id="main">
      <header className="mx-auto w-full max-w-176 px-4 pt-6 sm:px-6">
        <p className="font-serif text-base text-accent">Debrief</p>
        <h1 className="mt-2 text-xl font-semibold text-balance">{title}</h1>
        <p className="mt-1 text-sm text-pretty text-ink-soft">
          {data.incident.title}. Sent by {data.sentBy}. You see only what is about you.
        </p>
      </header>
      <InboxView
        inbox={data}
        door={{
          answer: (answer) => api.calibration.guestAnswer({ link, ...answer }),
          finish: () => api.calibration.guestFinish({ link }),
        }}
      />
    </main>
  );
}
