import type { DirectoryContact } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

const most = 8;

/**
 * People of the directory with an email address who have not left, by a part of their name or
 * address; those whose name starts with it first. The caller has authorized this.
 */
export async function searchDirectory(ctx: Context, text: string): Promise<DirectoryContact[]> {
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const part = text.replaceAll(/[\\%_]/g, String.raw`\$&`);
  const rows = await ctx.db
    .selectFrom('directory_entry')
    .select(['name', 'email'])
    .where('email', 'is not', null)
    .where((eb) => eb.or([eb('left_on', 'is', null), eb('left_on', '>', today)]))
    .where((eb) => eb.or([eb('name', 'ilike', `%${part}%`), eb('email', 'ilike', `%${part}%`)]))
    .orderBy(sql`name not ilike ${`${part}%`}`)
    .orderBy('name')
    .orderBy('key')
    .limit(most)
    .execute();
  return rows.map(({ name, email }) => ({ name, email: email ?? '' }));
}
