import type { Guest } from '@debrief/contract';
import { Suspense, useCallback, useState } from 'react';
import { api } from '../api.ts';
import { SignedOutPage } from '../rooms/access/signed-out-page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { guestScreens } from './guest-screens.ts';
import { OpenLink } from './open-link.tsx';
import { useLoaded } from './use-loaded.ts';

/** `/guest#SECRET` before a link is opened, `/guest/ID` after that. */
export function GuestPage() {
  const [guest, setGuest] = useState<Guest | null>(null);
  const token = globalThis.location.hash.slice(1);
  if (guest) return <GuestScreen guest={guest} />;
  if (token === '') return <OpenedLink />;
  return (
    <OpenLink
      token={token}
      onOpen={(guest) => {
        // The secret leaves the address bar and the history.
        globalThis.history.replaceState(null, '', `/guest/${guest.link}`);
        setGuest(guest);
      }}
    />
  );
}

function OpenedLink() {
  const link = globalThis.location.pathname.split('/')[2] ?? '';
  const guest = useLoaded(useCallback(() => api.guest.get({ link }), [link]));
  if (guest.problem)
    return (
      <SignedOutPage title="This link doesn't work" lead={guest.problem.detail}>
        {null}
      </SignedOutPage>
    );
  return guest.data ? <GuestScreen guest={guest.data} /> : <Loading />;
}

function GuestScreen({ guest }: { guest: Guest }) {
  const Screen = guestScreens[guest.purpose];
  if (!Screen) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <Screen guest={guest} />
    </Suspense>
  );
}

function Loading() {
  return (
    <SignedOutPage title="Debrief" lead="Loading…">
      <Skeleton lines={3} />
    </SignedOutPage>
  );
}
