/** A separate module, so that a build can leave the schemas out (`tools/build-program.ts`). */
export { routes } from '@debrief/contract';
