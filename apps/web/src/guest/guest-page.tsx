import { Suspense, useState } from 'react';
import { SignedOutPage } from '../rooms/access/signed-out-page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { GuestCalibration } from './guest-calibration.tsx';
import { OpenLink } from './open-link.tsx';
import { readOpened, type OpenedLink } from './opened-link.ts';

const GuestMeetingScreen = lazyPart(
  () => import('../rooms/meeting/guest-meeting.tsx'),
  'GuestMeetingScreen',
);

/** `/guest#SECRET` before a link is opened, `/guest/PURPOSE/ID` after that. */
export function GuestPage() {
  const [opened, setOpened] = useState<OpenedLink | null>(readOpened);
  if (opened) return <GuestScreen {...opened} />;
  return (
    <OpenLink
      token={globalThis.location.hash.slice(1)}
      onOpen={({ purpose, link }) => {
        // The secret leaves the address bar and the history.
        globalThis.history.replaceState(null, '', `/guest/${purpose}/${link}`);
        setOpened({ purpose, link });
      }}
    />
  );
}

/** The screen for calibration comes with the page: it is what most links are for. */
function GuestScreen({ purpose, link }: OpenedLink) {
  if (purpose === 'calibration') return <GuestCalibration link={link} />;
  return (
    <Suspense
      fallback={
        <SignedOutPage title="Review meeting" lead="Loading…">
          <Skeleton lines={3} />
        </SignedOutPage>
      }
    >
      <GuestMeetingScreen link={link} />
    </Suspense>
  );
}
