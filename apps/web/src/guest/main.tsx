import '@fontsource-variable/inter/wght.css';
import '../ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startInbox } from './guest-inbox.ts';
import { GuestPage } from './guest-page.tsx';
import { readOpened } from './opened-link.ts';

// Requested before anything is rendered; the server lets the browser load it with the script.
const opened = readOpened();
if (opened?.purpose === 'calibration') startInbox(opened.link);

/** The page for people without an account: small, without the application around it. */
const place = document.getElementById('root');
if (place === null) throw new Error('guest.html has no #root');
createRoot(place).render(
  <StrictMode>
    <GuestPage />
  </StrictMode>,
);
