export { decodeText } from './detect.ts';
export { fixEncoding } from './mojibake.ts';
