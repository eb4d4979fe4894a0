export { times, countFulfilled } from './concurrency.ts';
export { exportBundle, importBundleText, sealBundle } from './bundles.ts';
export { testClock, type TestClock } from './clock.ts';
export {
  describeOnServer,
  embeddedDatabase,
  testDatabase,
  testServerDatabase,
  type ServerDatabase,
} from './database.ts';
export { everyRow } from './every-row.ts';
export {
  importReportText,
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  type FileGiven,
} from './factories.ts';
export { makeRichIncident } from './rich-incident.ts';
export { readPdfWords } from './pdf-words.ts';
export { runInRollback } from './rollback.ts';
export { createMessage, importSlack } from './slack-export.ts';
export { testWorld, type World } from './world.ts';
