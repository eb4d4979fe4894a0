export {
  boxHead,
  computeLayout,
  lineHeight,
  loadDagre,
  type Box,
  type Drawing,
  type DrawnFactor,
} from './layout.ts';
export { factorShapes } from './shapes.ts';
export { svgFile, type ColourOf, type Ink } from './svg-file.ts';
export { factorLooks, linkWords } from './words.ts';
export { wrapText } from './wrap.ts';
