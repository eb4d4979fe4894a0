export { describeKind } from '@debrief/contract';
