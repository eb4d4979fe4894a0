import type { Guest } from '@debrief/contract';
import { Suspense, useCallback, useState } from 'react';
import { api } from '../api.ts';
import { SignedOutPage } from '../rooms/access/signed-out-page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { guestScreens, prepareScreen } from './guest-screens.ts';
import { OpenLink } from './open-link.tsx';
import { useLoaded } from './use-loaded.ts';

/** `/guest#SECRET` before a link is opened, `/guest/PURPOSE/ID` after that. */
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
        globalThis.history.replaceState(null, '', `/guest/${guest.purpose}/${guest.link}`);
        setGuest(guest);
      }}
    />
  );
}

function OpenedLink() {
  const [, , purpose = '', link = ''] = globalThis.location.pathname.split('/');
  const load = useCallback(() => {
    prepareScreen(purpose, link);
    return api.guest.get({ link });
  }, [purpose, link]);
  const guest = useLoaded(load);
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
  return (
    <Suspense fallback={<Loading />}>{Screen ? <Screen guest={guest} /> : <Loading />}</Suspense>
  );
}

function Loading() {
  return (
    <SignedOutPage title="Debrief" lead="Loading…">
      <Skeleton lines={3} />
    </SignedOutPage>
  );
}
