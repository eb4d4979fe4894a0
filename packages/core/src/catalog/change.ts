import {
  AddService,
  ChangeService,
  DomainError,
  RemoveService,
  serviceFields,
  type ServiceChange,
  type ServiceField,
} from '@debrief/contract';
import { isDeepStrictEqual } from 'node:util';
import { authorize, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { verb } from '../verb.ts';
import { enqueuePageCheck } from './page-checks.ts';
import { presentService } from './present.ts';
import {
  insertService,
  lockCatalog,
  noValues,
  refuseTakenName,
  saveService,
  serviceById,
  toState,
  type ServiceRow,
  type ServiceState,
  type ServiceValues,
} from './rows.ts';

/** Adds a service by hand. Errors: `invalid`, `forbidden`, `conflict` if the name is in use. */
export const addService = verb(
  AddService,
  async (ctx, { id, name, ...given }): Promise<ServiceChange> => {
    refuseUnless(ctx, 'catalog:write');
    await lockCatalog(ctx);
    const known = id === undefined ? null : await findById(ctx, id);
    if (known) return { service: await presentService(ctx, known), activityId: null };
    return addByHand(ctx, { id: id ?? ctx.ids.next(), name }, given);
  },
);

type Given = { [Field in ServiceField]?: ServiceValues[Field] | undefined };

/** The caller has checked the permission and locked the catalog. */
export async function addByHand(
  ctx: Context,
  { id, name }: { id: string; name: string },
  given: Given,
): Promise<ServiceChange> {
  await refuseTakenName(ctx, name, id);
  const empty: ServiceState = { id, name, ...noValues, origins: {}, isRemoved: false };
  const row = await insertService(ctx, setByHand(ctx, empty, given));
  if (row.runbooks.length > 0) await enqueuePageCheck(ctx);
  const activityId = await record(ctx, {
    kind: 'service.added',
    incidentId: null,
    subjectId: id,
    after: toState(row),
  });
  return { service: await presentService(ctx, row), activityId };
}

/** Changes a service by hand. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeService = verb(
  ChangeService,
  async (ctx, { id, version, name, ...given }): Promise<ServiceChange> => {
    await lockCatalog(ctx);
    const before = await authorize(ctx, 'catalog:write', serviceById(ctx, id));
    await refuseStale(ctx, before, version);
    const state = toState(before);
    const next = setByHand(ctx, { ...state, name: name ?? before.name }, given);
    if (isDeepStrictEqual(next, state))
      return { service: await presentService(ctx, before), activityId: null };
    await refuseTakenName(ctx, next.name, id);
    const row = await saveService(ctx, before, next);
    if (given.runbooks) await enqueuePageCheck(ctx);
    const activityId = await record(ctx, {
      kind: 'service.changed',
      incidentId: null,
      subjectId: id,
      before: state,
      after: toState(row),
    });
    return { service: await presentService(ctx, row), activityId };
  },
);

/** Removes a service; imports don't bring it back. Errors: `not-found`, `forbidden`, `conflict`. */
export const removeService = verb(
  RemoveService,
  async (ctx, { id, version }): Promise<ServiceChange> => {
    await lockCatalog(ctx);
    const before = await authorize(ctx, 'catalog:write', serviceById(ctx, id));
    await refuseStale(ctx, before, version);
    const row = await saveService(ctx, before, { ...toState(before), isRemoved: true });
    const activityId = await record(ctx, {
      kind: 'service.removed',
      incidentId: null,
      subjectId: id,
      before: toState(before),
      after: toState(row),
    });
    return { service: null, activityId };
  },
);

/** The given fields that differ are set by a person from now on. */
function setByHand(ctx: Context, state: ServiceState, given: Given): ServiceState {
  const origin = { source: null, at: ctx.clock.now().toISOString() };
  const changed = serviceFields.filter(
    (field) => given[field] !== undefined && !isDeepStrictEqual(given[field], state[field]),
  );
  return {
    ...state,
    ...Object.fromEntries(changed.map((field) => [field, given[field]])),
    origins: { ...state.origins, ...Object.fromEntries(changed.map((field) => [field, origin])) },
  };
}

async function refuseStale(ctx: Context, row: ServiceRow, version: number): Promise<void> {
  if (row.version === version) return;
  throw new DomainError(
    'conflict',
    `“${row.name}” changed while you were editing. Reload it, then try again.`,
    { current: await presentService(ctx, row) },
  );
}

async function findById(ctx: Context, id: string): Promise<ServiceRow | undefined> {
  return ctx.db
    .selectFrom('service')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}
