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
import { places, Rail } from './rail.tsx';
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
      label: theme === 'dark' ? 'Use the light theme' : 'Use the dark theme',
      also: 'appearance colour mode night',
      run: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
    },
  ]);
  useActions(
    'Go to',
    places.map(({ to, label, keys, also }) => ({
      label,
      keys,
      also,
      run: () => void navigate({ to }),
    })),
  );
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
