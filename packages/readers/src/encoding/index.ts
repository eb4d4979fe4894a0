export { decodeText } from './detect.ts';
export { mendEncoding } from './mojibake.ts';
