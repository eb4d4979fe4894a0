import { lazy } from 'react';

const load = () => import('./similar-factors.tsx');

/** Similar factors in other incidents; loaded with the first factor that can show them. */
export const LazySimilarFactors = lazy(() =>
  load().then(({ SimilarFactors }) => ({ default: SimilarFactors })),
);
export const LazySimilarFactorsToggle = lazy(() =>
  load().then(({ SimilarFactorsToggle }) => ({ default: SimilarFactorsToggle })),
);
