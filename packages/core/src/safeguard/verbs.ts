import {
  AddSafeguard,
  ChangeSafeguard,
  DomainError,
  ProveSafeguard,
  RemoveEvent,
  type RunbookLink,
  type SafeguardChange,
  type Safeguards,
  type UndoChange,
} from '@debrief/contract';
import { changeSafeguard, keepArmedAt, newSafeguard } from '@debrief/rules/safeguard';
import { authorize, mayIn } from '../access/index.ts';
import type { Context } from '../context.ts';
import { followUpItem } from '../follow-up/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import {
  addItem,
  changeItem,
  lastOwnChange,
  loadActiveItem,
  presentItems,
  refuseStale,
  removeItem,
  undoItemChange,
} from '../item/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { safeguardItem } from './item.ts';
import { proveAlert } from './prove.ts';
import { checkRouting, checkRules, checkSeries, checkSilences } from './read-definition.ts';
import { readChecks } from './run-checks.ts';

/** The safeguards of an incident, in the order in which they were added. Errors: `not-found`. */
export async function listSafeguards(
  ctx: Context,
  input: { incident: string },
): Promise<Safeguards> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return {
    items: await presentItems(ctx, incident, safeguardItem),
    lastChange: await lastOwnChange(ctx, incident.id, safeguardItem),
    can: { add: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

interface Written {
  alert?: string | undefined;
  rules?: string | undefined;
  checks?: string | null | undefined;
  routing?: string | undefined;
  silences?: string | undefined;
  incidentSeries?: string | undefined;
  healthySeries?: string | undefined;
  followUpId?: string | null | undefined;
}

/** What is stored of a definition. Of a routing, only routes and inhibitions: it can have secrets. */
async function checkDefinition(
  ctx: Context,
  incident: IncidentRow,
  { routing, silences, incidentSeries, healthySeries, followUpId, ...written }: Written,
): Promise<Partial<Written>> {
  const { alert, rules, checks } = written;
  if (checks) readChecks(checks);
  if (incidentSeries !== undefined) checkSeries('incidentSeries', incidentSeries);
  if (healthySeries !== undefined) checkSeries('healthySeries', healthySeries);
  if (followUpId) {
    const [found] = await presentItems(ctx, incident, followUpItem, [followUpId]);
    if (!found)
      throw new DomainError('invalid', 'Select a follow-up of this incident, or none.', {
        issues: [{ at: 'followUpId', message: 'Select a follow-up of this incident' }],
      });
  }
  return {
    ...(rules && { alert: checkRules(rules, alert ?? '') }),
    ...(routing !== undefined && { routing: checkRouting(routing) }),
    ...(silences !== undefined && { silences: checkSilences(silences) }),
  };
}

/**
 * Adds a safeguard without a proof. Repeating the request with the same `id` does not add another
 * one. Errors: `invalid` with the field, `not-found`, `forbidden`, `conflict` if the id is in use.
 */
export async function addSafeguard(
  ctx: Context,
  raw: Parsable<typeof AddSafeguard>,
): Promise<SafeguardChange> {
  const { incident, id, ...definition } = parse(AddSafeguard, raw);
  const input = { incident, id, activity: 'safeguard.added' as const };
  return addItem(ctx, safeguardItem, input, async (ctx, incident, id) => {
    const { rules, checks } = definition;
    if ((rules === '') === (checks === null))
      throw new DomainError('invalid', 'Enter alert rules or data checks.', {
        issues: [{ at: 'rules', message: 'Enter alert rules or data checks, one of them' }],
      });
    const checked = await checkDefinition(ctx, incident, definition);
    return newSafeguard(id, {
      ...definition,
      alert: checked.alert ?? definition.alert,
      routing: checked.routing ?? definition.routing,
      silences: checked.silences ?? definition.silences,
    });
  });
}

/**
 * Changes a safeguard. A change of anything that was proven removes the proof. Errors: `invalid` with
 * the field, `not-found`, `forbidden`, `conflict` with the current safeguard.
 */
export async function editSafeguard(
  ctx: Context,
  raw: Parsable<typeof ChangeSafeguard>,
): Promise<SafeguardChange> {
  const { id, version, ...change } = parse(ChangeSafeguard, raw);
  return changeItem(ctx, safeguardItem, { id, version }, async (ctx, incident, state) => {
    const written = { ...change };
    const isOther =
      state.checks === null
        ? Boolean(change.checks) || change.rules === ''
        : Boolean(change.rules) || change.checks === null;
    if (isOther)
      throw new DomainError(
        'invalid',
        'An alert stays an alert, and data checks stay data checks. Add another safeguard.',
      );
    if (change.rules !== undefined || change.alert !== undefined) {
      written.rules = change.rules ?? state.rules;
      // Other rules have other alerts, unless one is named.
      written.alert = change.alert ?? (change.rules === undefined ? state.alert : '');
    }
    if (change.followUpId === state.followUpId) delete written.followUpId;
    const checked = await checkDefinition(ctx, incident, written);
    return {
      next: changeSafeguard(state, { ...written, ...checked }),
      activity: 'safeguard.changed',
    };
  });
}

/** Whether these pages can be opened. Those that are not in the answer were not checked. */
type CheckPages = (urls: readonly string[]) => Promise<readonly RunbookLink[]>;

/**
 * Replays the incident and a healthy window through the alert, checks the pages of its runbook, and
 * stores the proof, in this order, so that the database is free until then. Errors: `invalid` if a window
 * is too long or has no end, `not-found`, `forbidden`, `conflict`.
 */
export async function proveSafeguard(
  ctx: Context,
  raw: Parsable<typeof ProveSafeguard>,
  checkPages: CheckPages = async () => [],
): Promise<SafeguardChange> {
  const input = parse(ProveSafeguard, raw);
  const { incident: found, state } = await loadActiveItem(ctx, safeguardItem, input.id);
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
  if (state.checks !== null)
    throw new DomainError('invalid', 'Data checks are proven with files of both windows.');
  if (state.version !== input.version) await refuseStale(ctx, incident, safeguardItem, state.id);
  const proof = await proveAlert(ctx, incident, state);
  const checks = await checkPages(proof.runbooks.map(({ url }) => url));
  const runbooks = proof.runbooks.map((link) => checks.find(({ url }) => url === link.url) ?? link);
  return changeItem(ctx, safeguardItem, input, async (_ctx, _incident, current) => ({
    next: { ...current, proof: keepArmedAt(current.proof, { ...proof, runbooks }) },
    activity: 'safeguard.proven',
  }));
}

/** Removes a safeguard; undo restores it. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeSafeguard(
  ctx: Context,
  raw: Parsable<typeof RemoveEvent>,
): Promise<SafeguardChange> {
  return removeItem(ctx, safeguardItem, parse(RemoveEvent, raw), () => 'safeguard.removed');
}

/** Undoes the actor's own change of a safeguard. Errors: as `undoItemChange`. */
export async function undoSafeguardChange(ctx: Context, raw: UndoChange): Promise<SafeguardChange> {
  return undoItemChange(ctx, safeguardItem, raw);
}
