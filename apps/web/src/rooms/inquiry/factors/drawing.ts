/** What another room needs to draw the factors. */
export { factorLooks, linkWords } from '../words.ts';
export { boxHead, layoutOf, lineHeight, loadDagre, type Drawing } from './layout.ts';
export { factorShapes } from './shapes.ts';
