export { zipOf } from './test-support.ts';
