import type { NewsKind } from '@debrief/contract';
import { incidentsChangedBy } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { listHeartbeatNews } from '../safeguard/index.ts';
import { listAnsweredQuestions, versionsPublished, type VersionName } from '../report/index.ts';
import { mostOfKind, mostWorkedOn, type Found } from './waiting-list.ts';

const dayMs = 86_400_000;
/** News are this recent, also those of a year ago. */
const newsDays = 30;

/** One query for each kind of news, only of what the account can see now. */
export const newsQueries: Record<NewsKind, (ctx: Context) => Promise<Found[]>> = {
  answer: async (ctx) => {
    const answers = await listAnsweredQuestions(ctx, daysAgo(ctx, newsDays), mostOfKind);
    const incidents = await incidentsByIds(
      ctx,
      answers.map((one) => one.incidentId),
    );
    return answers.flatMap(({ id, incidentId, text, answeredBy, answeredAt }) => {
      const incident = incidents.get(incidentId);
      if (!incident) return [];
      const incidentRef = `INC-${incident.number}`;
      const at = answeredAt.toISOString();
      return [{ id, incidentRef, title: text, from: answeredBy.name, at, due: null }];
    });
  },
  published: async (ctx) => {
    const { own } = await newVersions(ctx);
    return present(ctx, own);
  },
  silent: (ctx) => heartbeatNews(ctx, 'silent_at'),
  back: (ctx) => heartbeatNews(ctx, 'back_at'),
  library: async (ctx) => {
    const { others } = await newVersions(ctx);
    return present(ctx, others);
  },
  anniversary: async (ctx) => present(ctx, await versionsOneYearAgo(ctx, newsDays), yearLater),
};

/** Of safeguards in incidents that the account worked on. */
async function heartbeatNews(ctx: Context, column: 'silent_at' | 'back_at'): Promise<Found[]> {
  const accountId = getAccountId(ctx.actor) ?? '';
  const incidentIds = await incidentsChangedBy(ctx, accountId, mostWorkedOn);
  const since = daysAgo(ctx, newsDays);
  const news = await listHeartbeatNews(ctx, column, { incidentIds, since });
  const incidents = await incidentsByIds(ctx, incidentIds);
  return news.flatMap(({ id, incidentId, name, at }) => {
    const incident = incidents.get(incidentId);
    if (!incident || incident.archived_at !== null) return [];
    const incidentRef = `INC-${incident.number}`;
    return [{ id, incidentRef, title: name, from: 'Debrief', at: at.toISOString(), due: null }];
  });
}

function daysAgo(ctx: Context, days: number): Date {
  return new Date(ctx.clock.now().getTime() - days * dayMs);
}

/** The newest versions of others, in incidents that the account worked on and in others. */
async function newVersions(ctx: Context) {
  const accountId = getAccountId(ctx.actor) ?? '';
  const versions = await versionsPublished(ctx, { from: daysAgo(ctx, newsDays), limit: 100 });
  const workedOn = new Set(await incidentsChangedBy(ctx, accountId, mostWorkedOn));
  const news = versions.filter(({ publishedBy }) => publishedBy.id !== accountId);
  return {
    own: news.filter(({ incidentId }) => workedOn.has(incidentId)),
    others: news.filter(({ incidentId }) => !workedOn.has(incidentId)),
  };
}

/** Reports that were published a year ago, in the days before. */
export async function versionsOneYearAgo(ctx: Context, days: number): Promise<VersionName[]> {
  const until = addYears(ctx.clock.now(), -1);
  const from = new Date(until.getTime() - days * dayMs);
  return versionsPublished(ctx, { from, until, limit: mostOfKind });
}

function addYears(date: Date, years: number): Date {
  const moved = new Date(date);
  moved.setUTCFullYear(moved.getUTCFullYear() + years);
  return moved;
}

const yearLater = (at: Date) => addYears(at, 1);

async function present(
  ctx: Context,
  versions: readonly VersionName[],
  newsAt: (publishedAt: Date) => Date = (at) => at,
): Promise<Found[]> {
  const incidents = await incidentsByIds(
    ctx,
    versions.map((one) => one.incidentId),
  );
  return versions.flatMap(({ id, incidentId, title, publishedBy, publishedAt }) => {
    const incident = incidents.get(incidentId);
    if (!incident || incident.archived_at !== null) return [];
    const incidentRef = `INC-${incident.number}`;
    const at = newsAt(publishedAt).toISOString();
    return [{ id, incidentRef, title, from: publishedBy.name, at, due: null }];
  });
}
