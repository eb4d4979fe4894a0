export { jsonb } from './json.ts';
export { migrations } from './migrate.ts';
export { openStore, storeOfPGlite, type Database, type Store, type Where } from './open.ts';
export type { Tables } from './tables.ts';
export { atOneMoment, inTransaction } from './transaction.ts';
export { translateDatabaseError, violatedUnique } from './database-error.ts';
