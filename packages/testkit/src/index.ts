export { testClock, type TestClock } from './clock.ts';
export { describeOnServer, testDatabase, testServerDatabase, type ServerDatabase } from './database.ts';
