export { listWaiting } from './waiting-list.ts';
