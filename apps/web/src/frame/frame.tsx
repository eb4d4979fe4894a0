import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { lazyPart } from '../ui/lazy-part.ts';
import { ImportHost } from '../rooms/evidence/import/index.ts';
import { startLive, useLiveState } from '../data/live.ts';
import { floatContainer } from '../ui/float-container.ts';
import { useFocusReturn } from '../ui/focus-return.ts';
import { useActions, useKeyboard } from '../ui/keys.ts';
import { gatherEarlyKeys } from './early-keys.ts';
import { watchAccount } from './session-sync.ts';
import { Rail } from './rail.tsx';
import { useTheme } from './theme.ts';

const Palette = lazyPart(() => import('./palette.tsx'), 'Palette');
const KeyTips = lazyPart(() => import('../ui/key-tips.tsx'), 'KeyTips');
const KeysHelp = lazyPart(() => import('./keys-help.tsx'), 'KeysHelp');

export function Frame() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const openPalette = () => {
    gatherEarlyKeys();
    setOpen('palette');
  };
  useKeyboard();
  useEffect(startLive, []);
  useEffect(watchAccount, []);
  useFocusOnPage();
  useFocusReturn();
  useActions('Anywhere', [
    {
      label: 'Search or run a command',
      keys: 'mod+k',
      isKeyOnly: true,
      run: () => (open === 'palette' ? setOpen(null) : openPalette()),
    },
    { label: 'Show keyboard shortcuts', keys: '?', run: () => setOpen('keys') },
    {
      label: 'Docs',
      also: 'help manual formats bundle',
      run: () => void navigate({ to: '/help/$page', params: { page: 'start' } }),
    },
    {
      label: "What's new",
      also: 'help changelog version release',
      run: () => void navigate({ to: '/help/$page', params: { page: 'changelog' } }),
    },
    { label: 'API', also: 'help openapi rest', run: () => globalThis.location.assign('/api/docs') },
    {
      label: theme === 'dark' ? 'Use the light theme' : 'Use the dark theme',
      also: 'appearance colour mode night',
      run: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
    },
  ]);
  useActions('Go to', [
    { label: 'Home', keys: 'g h', run: () => void navigate({ to: '/' }) },
    { label: 'Incidents', keys: 'g i', run: () => void navigate({ to: '/incidents' }) },
    {
      label: 'Library',
      keys: 'g l',
      also: 'search reviews postmortems retrospectives factors',
      run: () => void navigate({ to: '/library' }),
    },
    {
      label: 'Compare incidents',
      also: 'library side by side',
      run: () => void navigate({ to: '/library/compare' }),
    },
    {
      label: 'Catalog',
      keys: 'g c',
      also: 'services teams owners runbooks dependencies',
      run: () => void navigate({ to: '/catalog' }),
    },
    {
      label: 'All follow-ups',
      keys: 'g w',
      also: 'action items work',
      run: () => void navigate({ to: '/follow-ups' }),
    },
    {
      label: 'My stories',
      keys: 'g y',
      also: 'practice star interview promotion',
      run: () => void navigate({ to: '/stories' }),
    },
    {
      label: 'Rehearse a story',
      also: 'practice interview question exemplar gaps cloze',
      run: () => void navigate({ to: '/stories/rehearse' }),
    },
    {
      label: 'Shared stories and requests to confirm',
      also: 'practice mentor peer confirm',
      run: () => void navigate({ to: '/stories/shared' }),
    },
    {
      label: 'Competency coverage',
      also: 'practice principles matrix',
      run: () => void navigate({ to: '/stories/coverage' }),
    },
    { label: 'Settings', keys: 'g s', run: () => void navigate({ to: '/settings' }) },
  ]);
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-sheet focus:px-3 focus:py-2 focus:shadow-float"
      >
        Skip to content
      </a>
      <Rail onPalette={openPalette} onKeys={() => setOpen('keys')} />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-dvh min-w-0 flex-1 flex-col pb-16 outline-none sm:pb-0"
      >
        <Outlet />
        <div ref={floatContainer} />
      </main>
      <ImportHost />
      <Offline />
      <Suspense>
        <KeyTips />
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'keys' && <KeysHelp onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

/** When the keyboard opens a page, focus starts at its content, not at the top of the rail. */
function useFocusOnPage(): void {
  const path = useLocation({ select: (location) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    const isNew = before.current !== path;
    before.current = path;
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNew && isNowhere) document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);
}

function Offline() {
  const state = useLiveState();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (state === 'open') return setLong(false);
    const timer = setTimeout(() => setLong(true), 4000);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div
      role="status"
      className="no-print fixed bottom-16 left-1/2 z-40 -translate-x-1/2 sm:bottom-4"
    >
      {isLong && (
        <p className="rounded-md border border-line bg-sheet px-3 py-1.5 text-sm shadow-float">
          Connection lost. The page may be out of date. Your changes are kept on this device.
        </p>
      )}
    </div>
  );
}
