import { lazy } from 'react';

const load = () => import('./similar-factors.tsx');

/** What other incidents have like a factor; fetched when a factor is shown that somebody may ask this of. */
export const LazySimilarFactors = lazy(() =>
  load().then(({ SimilarFactors }) => ({ default: SimilarFactors })),
);
export const LazySimilarFactorsToggle = lazy(() =>
  load().then(({ SimilarFactorsToggle }) => ({ default: SimilarFactorsToggle })),
);
