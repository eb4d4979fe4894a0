export { LazySimilarFactors, LazySimilarFactorsToggle } from './lazy-similar-factors.ts';
export { PlaceLink } from './place-link.tsx';
