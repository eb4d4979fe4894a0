import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import './ui/tokens.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './data/queries.ts';
import { router } from './routes/router.tsx';
import { Toasts } from './ui/toast.tsx';

// A newer Debrief was installed while this page was open, and its chunks have other names. Drafts
// are kept.
globalThis.addEventListener('vite:preloadError', (event) => {
  const reloadedAt = Number(sessionStorage.getItem('debrief.reloaded') ?? 0);
  if (performance.timeOrigin - reloadedAt < 10_000) return;
  event.preventDefault();
  sessionStorage.setItem('debrief.reloaded', String(performance.timeOrigin));
  globalThis.location.reload();
});

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
