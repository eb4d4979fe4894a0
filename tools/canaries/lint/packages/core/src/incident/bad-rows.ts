import { secret } from '../evidence/inside.ts';
import { startServer } from '@debrief/server';

interface Db {
  selectFrom(table: string): unknown;
  insertInto(table: string): unknown;
}
declare function sql(parts: TemplateStringsArray): unknown;

// own-tables: three ways to access another room's table; also no-wall-clock and no-env.
export function peek(db: Db): unknown[] {
  return [db.selectFrom('evidence as e'), db.insertInto('evidence'), sql`select 1 from evidence`, secret, startServer, Date.now(), new Date(), process.env['HOME']];
}
