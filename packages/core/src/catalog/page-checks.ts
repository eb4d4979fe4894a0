import { sql } from 'kysely';
import { enqueue, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';

export interface PageCheck {
  url: string;
  /** `broken`: the page doesn't exist. `unknown`: whether it does could not be found out. */
  state: 'works' | 'broken' | 'unknown';
  problem: string | null;
}

/** A page is checked again after this time. */
const hours = 20;

/** Adds the check of today if there was none yet, else that of tomorrow; one for all processes. */
export async function schedulePageChecks(ctx: Context): Promise<void> {
  await inTransaction(ctx, (ctx) =>
    enqueue(ctx, { kind: 'pages.check', data: {}, oncePerDay: 'pages' }),
  );
}

/** Checks new runbooks soon: in the transaction that added them. */
export async function enqueuePageCheck(ctx: Context): Promise<void> {
  await enqueue(ctx, { kind: 'pages.check', data: {}, oncePerMinute: 'pages' });
}

/** Runbooks that were never checked or not today. Checks of pages that no service has are deleted. */
export async function listDuePages(ctx: Context, limit: number): Promise<string[]> {
  await sql`
    delete from page_check where not exists (select from service, jsonb_array_elements(runbooks) page
      where removed_at is null and page ->> 'url' = page_check.url)`.execute(ctx.db);
  const before = new Date(ctx.clock.now().getTime() - hours * 3_600_000);
  const { rows } = await sql<{ url: string }>`
    select distinct page ->> 'url' as url, checked_at from service cross join lateral jsonb_array_elements(runbooks) page
      left join page_check on md5(page_check.url) = md5(page ->> 'url')
    where removed_at is null and (checked_at is null or checked_at < ${before})
    order by checked_at nulls first, url limit ${limit}`.execute(ctx.db);
  return rows.map(({ url }) => url);
}

export async function savePageChecks(ctx: Context, checks: readonly PageCheck[]): Promise<void> {
  await sql`
    insert into page_check (url, state, problem, checked_at)
    select url, state, problem, ${ctx.clock.now()} from jsonb_to_recordset(${jsonb(checks)}) as row (url text, state text, problem text)
    on conflict (md5(url)) do update set state = excluded.state, problem = excluded.problem, checked_at = excluded.checked_at`.execute(
    ctx.db,
  );
}

export interface PageState extends PageCheck {
  checkedAt: Date;
}

export async function loadPageStates(
  ctx: Context,
  urls: readonly string[],
): Promise<Map<string, PageState>> {
  if (urls.length === 0) return new Map();
  const { rows } = await sql<PageState>`
    select url, state, problem, checked_at as "checkedAt" from page_check
    where md5(url) in (select md5(given) from unnest(${[...urls]}::text[]) given)`.execute(ctx.db);
  return new Map(rows.map((row) => [row.url, row]));
}
