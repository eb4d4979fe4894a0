export { LazySimilarFactors, LazySimilarFactorsToggle } from './lazy-similar-factors.ts';
