import { lazyPart } from '../../ui/lazy-part.ts';
const load = () => import('./similar-factors.tsx');

/** Similar factors in other incidents; loaded with the first factor that can show them. */
export const LazySimilarFactors = lazyPart(load, 'SimilarFactors');
export const LazySimilarFactorsToggle = lazyPart(load, 'SimilarFactorsToggle');
