import type { FirstSteps, Home } from '@debrief/contract';
import { getOrCreateSetting, readSetting } from '../account/index.ts';
import { may, refuseUnless } from '../access/index.ts';
import { incidentsChangedBy, kindsDoneBy } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { hasOwnEvidence } from '../evidence/index.ts';
import { incidentRows, incidentsByIds, type IncidentRow } from '../incident/index.ts';
import { reportStages, versionsPublished } from '../report/index.ts';
import { summarizeIncidents } from './list-incidents.ts';

const shownEach = 5;
const weekMs = 7 * 86_400_000;

/**
 * What the account worked on, and what is new in the library. What waits for it comes from the room
 * `notification`. Errors: `not-signed-in`, `forbidden`.
 */
export async function readHome(ctx: Context): Promise<Omit<Home, 'waiting' | 'news'>> {
  refuseUnless(ctx, 'incident:read');
  const accountId = getAccountId(ctx.actor);
  const workedOn = accountId === null ? [] : await incidentsChangedBy(ctx, accountId, shownEach);
  const known = await incidentsByIds(ctx, workedOn);
  const canWrite = may(ctx.actor, 'incident:write');
  return {
    isNew: !(await hasOwnEvidence(ctx)),
    steps: accountId === null || !canWrite ? null : await readSteps(ctx, accountId),
    recent: await listRecent(ctx, [...known.values()].toSorted(compareByOrder(workedOn))),
    published: await listPublished(ctx, { limit: shownEach }),
    yearAgo: await listYearAgo(ctx),
  };
}

function compareByOrder(ids: readonly string[]) {
  const place = new Map(ids.map((id, at) => [id, at]));
  return (a: IncidentRow, b: IncidentRow) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0);
}

async function listRecent(ctx: Context, own: readonly IncidentRow[]): Promise<Home['recent']> {
  const newest = await incidentRows(ctx, { before: null, limit: shownEach });
  const rows = [...own, ...newest.filter((row) => !own.some((one) => one.id === row.id))];
  const shown = rows.slice(0, shownEach);
  const stages = await reportStages(
    ctx,
    shown.map((row) => row.id),
  );
  return (await summarizeIncidents(ctx, shown)).map((incident) => ({
    incident,
    stage: stages.get(incident.id) ?? (incident.eventCount > 0 ? 'timeline' : 'record'),
  }));
}

/** Published a year ago, in the week before. */
async function listYearAgo(ctx: Context): Promise<Home['yearAgo']> {
  const until = ctx.clock.now();
  until.setUTCFullYear(until.getUTCFullYear() - 1);
  const from = new Date(until.getTime() - weekMs);
  return listPublished(ctx, { from, until, limit: shownEach });
}

async function listPublished(
  ctx: Context,
  range: Parameters<typeof versionsPublished>[1],
): Promise<Home['published']> {
  const versions = await versionsPublished(ctx, range);
  const incidents = await incidentsByIds(
    ctx,
    versions.map((one) => one.incidentId),
  );
  return versions.flatMap(({ incidentId, title, number, publishedAt }) => {
    const incident = incidents.get(incidentId);
    return incident
      ? [
          {
            incident: `INC-${incident.number}`,
            title,
            number,
            publishedAt: publishedAt.toISOString(),
          },
        ]
      : [];
  });
}

const hiddenName = (accountId: string) => `first-steps-hidden/${accountId}`;

async function readSteps(ctx: Context, accountId: string): Promise<FirstSteps | null> {
  if ((await readSetting(ctx, hiddenName(accountId))) !== null) return null;
  const kinds = ['import.started', 'event.added', 'version.published'] as const;
  const done = await kindsDoneBy(ctx, accountId, kinds);
  if (kinds.every((kind) => done.has(kind))) return null;
  return {
    imported: done.has('import.started'),
    addedEvent: done.has('event.added'),
    published: done.has('version.published'),
  };
}

/**
 * Hides the first steps for the account, in every browser. A personal preference, so no activity is
 * recorded. Errors: `not-signed-in`, `forbidden`.
 */
export async function hideFirstSteps(ctx: Context): Promise<void> {
  refuseUnless(ctx, 'incident:read');
  const accountId = getAccountId(ctx.actor);
  if (accountId !== null) await getOrCreateSetting(ctx, hiddenName(accountId), () => 'yes');
}
