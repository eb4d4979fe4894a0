export { createZip } from './test-support.ts';
