/** A module of its own, so that a build can leave the schemas out (`tools/build-program.ts`). */
export { routes } from '@debrief/contract';
