import { DomainError } from '@debrief/contract';
import { accountById, asAccount, hashToken } from '../account/index.ts';
import type { Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { versionsPublished, type VersionName } from '../report/index.ts';
import { versionsOneYearAgo } from './news-list.ts';

const mostEntries = 50;
/** An anniversary stays in the feed for as long. */
const anniversaryDays = 30;

/**
 * The published reviews that the account of a feed address can see now, and those of a year ago, as
 * Atom (RFC 4287). Errors: `not-found` for an address that is revoked or whose account is disabled.
 */
export async function readFeed(ctx: Context, token: string, baseUrl: string): Promise<string> {
  const row = await ctx.db
    .selectFrom('notification_setting')
    .select('account_id')
    .where('feed_hash', '=', hashToken(token))
    .executeTakeFirst();
  const account = row && (await accountById(ctx, row.account_id));
  if (!account || account.is_disabled)
    throw new DomainError('not-found', 'This feed address is not valid any more.');
  const own = asAccount(ctx, account);
  const entries = [
    ...(await present(own, await versionsPublished(own, { limit: mostEntries }), baseUrl)),
    ...(await present(own, await versionsOneYearAgo(own, anniversaryDays), baseUrl, true)),
  ].toSorted((a, b) => (a.updated > b.updated ? -1 : 1));
  return writeFeed(entries, baseUrl, entries[0]?.updated ?? account.created_at.toISOString());
}

interface Entry {
  id: string;
  title: string;
  link: string;
  author: string;
  updated: string;
}

async function present(
  ctx: Context,
  versions: readonly VersionName[],
  baseUrl: string,
  isAnniversary = false,
): Promise<Entry[]> {
  const incidents = await incidentsByIds(
    ctx,
    versions.map((one) => one.incidentId),
  );
  return versions.flatMap(({ id, incidentId, title, publishedAt, publishedBy }) => {
    const incident = incidents.get(incidentId);
    if (!incident || incident.archived_at !== null) return [];
    const ref = `INC-${incident.number}`;
    const at = new Date(publishedAt);
    if (isAnniversary) at.setUTCFullYear(at.getUTCFullYear() + 1);
    return [
      {
        id: `urn:uuid:${id}${isAnniversary ? '#one-year-ago' : ''}`,
        title: `${isAnniversary ? 'One year ago: ' : ''}${ref} ${title}`,
        link: `${baseUrl}/reviews/${ref}`,
        author: publishedBy.name,
        updated: at.toISOString(),
      },
    ];
  });
}

function writeFeed(entries: readonly Entry[], baseUrl: string, updated: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escapeXml(baseUrl)}/library</id>
<title>Debrief: published reviews</title>
<link href="${escapeXml(baseUrl)}/library"/>
<updated>${updated}</updated>
${entries.map(writeEntry).join('')}</feed>
`;
}

function writeEntry({ id, title, link, author, updated }: Entry): string {
  return `<entry><id>${id}</id><title>${escapeXml(title)}</title><link href="${escapeXml(link)}"/><author><name>${escapeXml(author)}</name></author><updated>${updated}</updated></entry>\n`;
}

/** Characters that XML cannot contain are replaced. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
