import '@fontsource-variable/inter/wght.css';
import '../ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { GuestPage } from './guest-page.tsx';

/** The page for people without an account: small, without the application around it. */
const place = document.getElementById('root');
if (place === null) throw new Error('guest.html has no #root');
createRoot(place).render(
  <StrictMode>
    <GuestPage />
  </StrictMode>,
);
