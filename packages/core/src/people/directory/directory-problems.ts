import type { DirectoryProblems } from '@debrief/contract';
import { findCycles, plainName } from '@debrief/rules/people';
import { sql } from 'kysely';
import { refuseUnless } from '../../access/index.ts';
import type { Context } from '../../context.ts';

interface Row {
  id: string;
  name: string;
  email: string | null;
  left_on: string | null;
  manager: string | null;
}

const mostShown = 50;

/**
 * What is unclear in the directory: names of several people, cycles of managers, people whose
 * manager left. Only for admins. Errors: `forbidden`.
 */
export async function directoryProblems(ctx: Context): Promise<DirectoryProblems> {
  refuseUnless(ctx, 'access:manage');
  const { rows } = await sql<Row>`
    select entry.id, entry.name, entry.email, entry.left_on,
      (select manager from directory_state state where state.entry_id = entry.id order by from_on desc limit 1) as manager
    from directory_entry entry order by entry.name, entry.id`.execute(ctx.db);
  const byName = Map.groupBy(rows, ({ name }) => plainName(name));
  const byEmail = new Map(rows.flatMap((row) => (row.email === null ? [] : [[row.email, row]])));
  const managers = new Map(
    rows.flatMap((row) => {
      const written = row.manager;
      if (written === null || row.left_on !== null) return [];
      const namesakes = byName.get(plainName(written)) ?? [];
      const manager =
        byEmail.get(written.toLowerCase()) ?? (namesakes.length === 1 ? namesakes[0] : undefined);
      return manager ? [[row, manager] as const] : [];
    }),
  );
  return {
    sameNames: [...byName.values()]
      .flatMap(([first, ...others]) =>
        first && others.length > 0 ? [{ name: first.name, people: others.length + 1 }] : [],
      )
      .slice(0, mostShown),
    managerCycles: findCycles(managers)
      .slice(0, mostShown)
      .map((cycle) => cycle.map(({ name }) => name)),
    managerLeft: [...managers]
      .filter(([, manager]) => manager.left_on !== null)
      .slice(0, mostShown)
      .map(([{ name }, manager]) => ({ name, manager: manager.name })),
  };
}
