export { jsonb } from './json.ts';
export { hashMigrations, migrations } from './migrate.ts';
export { openStore, createPGliteStore, type Database, type Store, type Where } from './open.ts';
export type { Tables } from './tables.ts';
export { atOneMoment, inTransaction } from './transaction.ts';
export { isDeadlock, translateDatabaseError, findViolatedConstraint } from './database-error.ts';
