import type { ReaderRole } from '@debrief/contract';
import { guessReaderRole } from '@debrief/rules/people';
import type { Context } from '../../context.ts';
import { withStates } from './rows.ts';
import { findWorkOn } from './work-states.ts';

/** What an account does today: by its title and team in the directory, else by its own team. */
export async function readReaderRole(
  ctx: Context,
  { email, team }: { email: string; team: string | null },
): Promise<ReaderRole | null> {
  const entries = await withStates(
    ctx,
    await ctx.db
      .selectFrom('directory_entry')
      .selectAll()
      .where('email', '=', email.toLowerCase())
      .execute(),
  );
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const [only, another] = entries;
  const work = only && !another ? findWorkOn(only.states, today)?.state : undefined;
  return guessReaderRole([work?.title ?? null, work?.team ?? null, team]);
}
