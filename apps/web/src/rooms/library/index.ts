export { LazySimilarFactors, LazySimilarFactorsToggle } from './lazy-elsewhere.ts';
