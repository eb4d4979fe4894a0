import { lazy } from 'react';

const load = () => import('./elsewhere.tsx');

/** What other incidents have like a factor; fetched when a factor is shown that somebody may ask this of. */
export const LazyElsewhere = lazy(() => load().then(({ Elsewhere }) => ({ default: Elsewhere })));
export const LazyElsewhereToggle = lazy(() =>
  load().then(({ ElsewhereToggle }) => ({ default: ElsewhereToggle })),
);
