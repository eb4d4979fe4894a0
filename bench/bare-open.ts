// Run by bench/start.ts: opens a database folder without our code, and reports when it has answered
// one query.
import { PGlite } from '@electric-sql/pglite';

const [folder = ''] = process.argv.slice(2);
const pglite = await PGlite.create(folder);
await pglite.query('select count(*) from pg_class');
console.log('ready');
await pglite.close();
