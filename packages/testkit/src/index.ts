export { testClock, type TestClock } from './clock.ts';
export { describeOnServer, testDatabase, testServerDatabase, type ServerDatabase } from './database.ts';
export { inRollback } from './rollback.ts';
export { testWorld, type World } from './world.ts';
