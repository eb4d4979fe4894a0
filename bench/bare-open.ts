// Run by bench/start.ts and weight.ts: opens a database folder without our code, and reports when it has answered
// one query.
import { once } from 'node:events';
import { PGlite } from '@electric-sql/pglite';

const [folder = '', stay] = process.argv.slice(2);
const pglite = await PGlite.create(folder);
await pglite.query('select count(*) from pg_class');
console.log('ready');
if (stay) await once(process.stdin.resume(), 'end');
await pglite.close();
