import {
  AddRunbook,
  ChangeRunbook,
  DomainError,
  ListRunbooks,
  RemoveEvent,
  UndoChange,
  type Runbook,
  type RunbookChange,
  type Runbooks,
} from '@debrief/contract';
import { matchSteps, readStepTexts } from '@debrief/rules/runbook';
import { splitTerms, toTsquery } from '@debrief/rules/search';
import { sql } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { ownActivityById, record } from '../activity/index.ts';
import { findServices } from '../catalog/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { parse } from '../parse.ts';
import { verb } from '../verb.ts';
import {
  liveRunbooks,
  lockRunbook,
  presentRunbooks,
  toColumns,
  toState,
  type RunbookRow,
  type RunbookState,
} from './rows.ts';

const mostRunbooks = 1_000;
const mostSteps = 200;

/** Runbooks by name. Errors: `invalid`, `not-signed-in`. */
export async function listRunbooks(ctx: Context, raw: ListRunbooks): Promise<Runbooks> {
  const { text, service } = parse(ListRunbooks, raw);
  refuseUnless(ctx, 'incident:read');
  let query = liveRunbooks(ctx).selectAll().orderBy('name').orderBy('id').limit(mostRunbooks);
  const terms = splitTerms(text ?? '');
  if (terms.length > 0) query = query.where(sql<boolean>`search @@ ${toTsquery(terms)}::tsquery`);
  if (service !== undefined) query = query.where(sql<boolean>`${service} = any(service_ids)`);
  return {
    items: await presentRunbooks(ctx, await query.execute()),
    can: { change: may(ctx.actor, 'catalog:write') },
  };
}

/** Errors: `not-found`, `not-signed-in`. */
export async function getRunbook(ctx: Context, { id }: { id: string }): Promise<Runbook> {
  refuseUnless(ctx, 'incident:read');
  const row = await liveRunbooks(ctx).selectAll().where('id', '=', id).executeTakeFirst();
  const [runbook] = row ? await presentRunbooks(ctx, [row]) : [];
  if (!runbook) throw new DomainError('not-found', 'Runbook not found. It may have been removed.');
  return runbook;
}

/** Adds a runbook. Errors: `invalid` without steps, `forbidden`, `conflict` for more than 1,000. */
export const addRunbook = verb(
  AddRunbook,
  async (ctx, { id, services, ...given }): Promise<RunbookChange> => {
    refuseUnless(ctx, 'catalog:write');
    // Additions wait for each other, so that they can be counted and a repetition is seen.
    await sql`select pg_advisory_xact_lock(hashtext('runbook'))`.execute(ctx.db);
    if (id !== undefined) {
      const known = await ctx.db.selectFrom('runbook').selectAll().where('id', '=', id).execute();
      if (known[0]?.removed_at === null) return toChange(ctx, known[0], null);
      if (known[0]) throw new DomainError('conflict', 'ID already in use. Send a new one.');
    }
    const { count } = await liveRunbooks(ctx)
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= mostRunbooks)
      throw new DomainError('conflict', 'There can be 1,000 runbooks. Remove some.');
    const state = {
      id: id ?? ctx.ids.next(),
      ...given,
      steps: readSteps(ctx, [], given.text),
      serviceIds: await findServiceIds(ctx, services),
      isRemoved: false,
    };
    const now = ctx.clock.now();
    const row = await ctx.db
      .insertInto('runbook')
      .values({ ...toColumns(ctx, state), created_at: now, text_changed_at: now })
      .returningAll()
      .executeTakeFirstOrThrow();
    return recordChange(ctx, 'runbook.added', null, row);
  },
);

/**
 * Changes or verifies a runbook. Steps keep their ids when they are moved or reworded a little; runs
 * keep the text that they were started with. Errors: `invalid`, `not-found`, `forbidden`, `conflict`.
 */
export const changeRunbook = verb(
  ChangeRunbook,
  async (ctx, { id, version, services, isVerified, ...given }): Promise<RunbookChange> => {
    const row = await authorize(ctx, 'catalog:write', lockRunbook(ctx, id));
    await refuseStale(ctx, row, version);
    const before = toState(row);
    const text = given.text ?? row.text;
    const next: RunbookState = {
      ...before,
      name: given.name ?? row.name,
      alerts: given.alerts ?? row.alerts,
      serviceIds: services ? await findServiceIds(ctx, services) : row.service_ids,
      text,
      steps: text === row.text ? row.steps : readSteps(ctx, row.steps, text),
    };
    const isSame = isDeepStrictEqual(next, before);
    if (isSame && !isVerified) return toChange(ctx, row, null);
    const saved = await save(ctx, row, next, isVerified);
    return recordChange(ctx, isSame ? 'runbook.verified' : 'runbook.changed', before, saved);
  },
);

/** Removes a runbook; its runs stay. Errors: `not-found`, `forbidden`, `conflict`. */
export const removeRunbook = verb(
  RemoveEvent,
  async (ctx, { id, version }): Promise<RunbookChange> => {
    const row = await authorize(ctx, 'catalog:write', lockRunbook(ctx, id));
    await refuseStale(ctx, row, version);
    const saved = await save(ctx, row, { ...toState(row), isRemoved: true });
    return recordChange(ctx, 'runbook.removed', toState(row), saved);
  },
);

/**
 * Undoes the actor's own change. Errors: `not-found`, `forbidden`, `conflict` if it has changed since.
 * The cast holds because only changes of runbooks recorded these states.
 */
export const undoRunbookChange = verb(
  UndoChange,
  async (ctx, { activityId }): Promise<RunbookChange> => {
    refuseUnless(ctx, 'catalog:write');
    const activity = await ownActivityById(ctx, activityId);
    if (!activity?.kind.startsWith('runbook.') || activity.kind === 'runbook.verified')
      throw new DomainError('not-found', 'Change not found. You can only undo your own.');
    const [before, after] = [activity.before, activity.after] as (RunbookState | null)[];
    const row = await ctx.db
      .selectFrom('runbook')
      .selectAll()
      .where('id', '=', activity.subjectId ?? '')
      .forUpdate()
      .executeTakeFirst();
    if (!row || !after || !isDeepStrictEqual(toState(row), after))
      throw new DomainError('conflict', "It has changed since, so this can't be undone. Edit it.");
    const current = await authorize(ctx, 'catalog:write', row);
    const saved = await save(ctx, current, before ?? { ...after, isRemoved: true });
    return recordChange(ctx, 'runbook.undone', after, saved);
  },
);

function readSteps(ctx: Context, before: RunbookState['steps'], text: string) {
  const texts = readStepTexts(text);
  const refuse = (message: string) =>
    new DomainError('invalid', message, { issues: [{ at: 'text', message }] });
  if (texts.length === 0)
    throw refuse('Add at least one step: a line such as “- [ ] Restart the indexer”.');
  if (texts.length > mostSteps) throw refuse(`A runbook can have ${mostSteps} steps. Split it.`);
  return matchSteps(before, texts, () => ctx.ids.next());
}

async function findServiceIds(ctx: Context, names: readonly string[]): Promise<string[]> {
  const found = await findServices(ctx, names);
  const unknown = names.find((name) => !found.has(name));
  if (unknown !== undefined) {
    const message = `The catalog has no service “${unknown}”.`;
    throw new DomainError('invalid', message, { issues: [{ at: 'services', message }] });
  }
  return [...new Set([...found.values()].map(({ id }) => id))];
}

async function refuseStale(ctx: Context, row: RunbookRow, version: number): Promise<void> {
  if (row.version === version) return;
  const [current] = await presentRunbooks(ctx, [row]);
  throw new DomainError(
    'conflict',
    `“${row.name}” changed while you were editing. Reload it, then try again.`,
    { current },
  );
}

async function save(
  ctx: Context,
  row: RunbookRow,
  state: RunbookState,
  isVerified = false,
): Promise<RunbookRow> {
  const { id: _, ...columns } = toColumns(ctx, state);
  return ctx.db
    .updateTable('runbook')
    .set({
      ...columns,
      ...(isVerified && {
        verified_at: ctx.clock.now(),
        verified_by: jsonb(actorRef(ctx.actor)),
      }),
      ...(state.text !== row.text && { text_changed_at: ctx.clock.now() }),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function recordChange(
  ctx: Context,
  kind: `runbook.${'added' | 'changed' | 'verified' | 'removed' | 'undone'}`,
  before: RunbookState | null,
  row: RunbookRow,
): Promise<RunbookChange> {
  const activityId = await record(ctx, {
    kind,
    incidentId: null,
    subjectId: row.id,
    ...(before && { before }),
    after: toState(row),
  });
  return toChange(ctx, row, activityId);
}

async function toChange(
  ctx: Context,
  row: RunbookRow,
  activityId: string | null,
): Promise<RunbookChange> {
  const [runbook = null] = row.removed_at === null ? await presentRunbooks(ctx, [row]) : [];
  return { runbook, activityId };
}
