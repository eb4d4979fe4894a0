export { decoded } from './detect.ts';
export { mendEncoding } from './mojibake.ts';
