import {
  OpenGuestLink,
  ViewGuestLink,
  type Guest,
  type GuestInvitation,
  type GuestPurpose,
  DomainError,
} from '@debrief/contract';
import type { Selectable } from 'kysely';
import { countAttempt, forgiveAttempt, hashToken, newToken } from '../account/index.ts';
import { actorRef, type Actor, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { parse } from '../parse.ts';
import type { GuestTables } from './tables.ts';

type LinkRow = Selectable<GuestTables['guest_link']>;
export type GuestActor = Extract<Actor, { type: 'guest' }>;

const dayMs = 86_400_000;
const validMs = 30 * dayMs;
const quarterHour = 15 * 60_000;
/** A meeting with more people uses accounts. */
const mostGuests = 500;

export interface NewGuestLink {
  incidentId: string;
  purpose: GuestPurpose;
  /** What the link is for: a request for calibration, or a meeting. */
  subjectId: string;
  /** The person it is for; null for a link for several people. */
  name: string | null;
  expiresAt?: Date;
}

/**
 * Creates the link for someone without an account. The caller has authorized this. Only the newest
 * link for a person and subject works. The secret is only in the returned path, after `#`, so that
 * no server or referrer gets it.
 */
export async function createGuestLink(
  ctx: Context,
  { incidentId, purpose, subjectId, name, expiresAt }: NewGuestLink,
): Promise<{ path: string; expiresAt: string }> {
  await revokeGuestLinks(ctx, [subjectId]);
  const token = newToken();
  const now = ctx.clock.now();
  const until = expiresAt ?? new Date(now.getTime() + validMs);
  await ctx.db
    .insertInto('guest_link')
    .values({
      id: ctx.ids.next(),
      incident_id: incidentId,
      purpose,
      subject_id: subjectId,
      name: name ?? '',
      token_hash: hashToken(token),
      created_at: now,
      created_by: jsonb(actorRef(ctx.actor)),
      expires_at: until,
      revoked_at: null,
    })
    .execute();
  return { path: `/guest#${token}`, expiresAt: until.toISOString() };
}

/** Ends all links for these subjects, also in the browsers that opened them. */
export async function revokeGuestLinks(ctx: Context, subjectIds: string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  await ctx.db
    .updateTable('guest_link')
    .set({ revoked_at: ctx.clock.now() })
    .where('subject_id', 'in', subjectIds)
    .where('revoked_at', 'is', null)
    .execute();
}

export interface GuestLinkState {
  expiresAt: string;
  isRevoked: boolean;
  /** When it was first opened. */
  openedAt: string | null;
}

/** The newest link for each subject. */
export async function loadGuestLinkStates(
  ctx: Context,
  subjectIds: string[],
): Promise<Map<string, GuestLinkState>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('guest_link')
    .leftJoin('guest_session', 'guest_session.link_id', 'guest_link.id')
    .select(({ fn }) => [
      'guest_link.subject_id',
      'guest_link.expires_at',
      'guest_link.revoked_at',
      fn.min('guest_session.opened_at').as('opened_at'),
    ])
    .where('guest_link.subject_id', 'in', subjectIds)
    .groupBy('guest_link.id')
    .orderBy('guest_link.id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.subject_id,
      {
        expiresAt: row.expires_at.toISOString(),
        isRevoked: row.revoked_at !== null,
        openedAt: row.opened_at?.toISOString() ?? null,
      },
    ]),
  );
}

/** Where a guest's request comes from: its network address, and its browser's cookie. */
export interface GuestBrowser {
  address: string;
  token: string | null;
}

/**
 * What a link is for. Changes nothing: mail scanners open links. Errors: `not-found` for an unknown
 * link; `forbidden` if it is expired, revoked, or was opened in another browser; `too-many` after 30 unknown links from a client.
 */
export async function viewGuestLink(
  ctx: Context,
  raw: ViewGuestLink,
  browser: GuestBrowser,
): Promise<GuestInvitation> {
  const { token } = parse(ViewGuestLink, raw);
  const link = await linkByToken(ctx, token, browser.address);
  await refuseOtherBrowser(ctx, link, browser.token);
  return {
    purpose: link.purpose,
    name: link.name || null,
    sentBy: link.created_by.name,
    expiresAt: link.expires_at.toISOString(),
  };
}

/**
 * Opens a link in this browser. A personal link works only in the first browser. Returns the token
 * for the browser's cookie. Errors: those of `viewGuestLink`; `invalid` without a name if the link
 * is for several people.
 */
export async function openGuestLink(
  ctx: Context,
  raw: OpenGuestLink,
  browser: GuestBrowser,
): Promise<{ guest: Guest; browserToken: string }> {
  const input = parse(OpenGuestLink, raw);
  const { id } = await linkByToken(ctx, input.token, browser.address);
  return inTransaction(ctx, async (ctx) => {
    // Two browsers can open it at once: the second waits here.
    const link = refuseEnded(
      await ctx.db
        .selectFrom('guest_link')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst(),
      ctx.clock.now(),
    );
    await refuseOtherBrowser(ctx, link, browser.token);
    const name = link.name || input.name || '';
    if (name === '')
      throw new DomainError('invalid', 'Enter your name.', {
        issues: [{ at: 'name', message: 'Enter your name' }],
      });
    await refuseCrowd(ctx, link);
    const browserToken = browser.token ?? newToken();
    await ctx.db
      .insertInto('guest_session')
      .values({
        id: ctx.ids.next(),
        link_id: link.id,
        browser_hash: hashToken(browserToken),
        name,
        opened_at: ctx.clock.now(),
      })
      .onConflict((conflict) => conflict.columns(['link_id', 'browser_hash']).doUpdateSet({ name }))
      .execute();
    return { guest: presentGuest(link, name), browserToken };
  });
}

/** The guest of a link that this browser opened; `anonymous` if there is none. */
export async function findGuest(
  ctx: Context,
  linkId: string,
  browserToken: string | null,
): Promise<Actor> {
  const row =
    browserToken === null || !isId(linkId)
      ? undefined
      : await ctx.db
          .selectFrom('guest_session')
          .innerJoin('guest_link', 'guest_link.id', 'guest_session.link_id')
          .select([
            'guest_session.id',
            'guest_session.name',
            'link_id',
            'purpose',
            'subject_id',
            'incident_id',
          ])
          .where('link_id', '=', linkId)
          .where('browser_hash', '=', hashToken(browserToken))
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', ctx.clock.now())
          .executeTakeFirst();
  if (!row) return { type: 'anonymous' };
  return {
    type: 'guest',
    sessionId: row.id,
    linkId: row.link_id,
    purpose: row.purpose,
    subjectId: row.subject_id,
    incidentId: row.incident_id,
    name: row.name,
  };
}

/** Every route for guests starts with it. Errors: `not-signed-in` for anyone else. */
export function refuseUnlessGuest(ctx: Context): void {
  if (ctx.actor.type !== 'guest') throw endedLink();
}

/**
 * The guest who acts, of a link for this purpose. Every verb for guests starts with it. Errors:
 * `not-signed-in` for anyone else.
 */
export function guestFor(ctx: Context, purpose: GuestPurpose): GuestActor {
  if (ctx.actor.type === 'guest' && ctx.actor.purpose === purpose) return ctx.actor;
  throw endedLink();
}

/** The opened link of the guest who acts. Errors: `not-signed-in`. */
export async function viewGuest(ctx: Context): Promise<Guest> {
  if (ctx.actor.type !== 'guest') throw endedLink();
  const link = await ctx.db
    .selectFrom('guest_link')
    .selectAll()
    .where('id', '=', ctx.actor.linkId)
    .executeTakeFirstOrThrow();
  return presentGuest(link, ctx.actor.name);
}

function endedLink(): DomainError {
  return new DomainError(
    'not-signed-in',
    'This link has ended, or was opened in another browser. Open the link that you were sent, or ask for a new one.',
  );
}

function presentGuest(link: LinkRow, name: string): Guest {
  return {
    link: link.id,
    purpose: link.purpose,
    name,
    sentBy: link.created_by.name,
    expiresAt: link.expires_at.toISOString(),
  };
}

/** Counted before the link is looked up, so that parallel guesses cannot bypass the limit. */
async function linkByToken(ctx: Context, token: string, address: string): Promise<LinkRow> {
  const hash = hashToken(token);
  const counters = [
    { key: `guest ${address} ${hash}`, most: 30, forMs: quarterHour },
    { key: `guest ${address}`, most: 30, forMs: quarterHour },
  ];
  await countAttempt(ctx, counters);
  const link = await ctx.db
    .selectFrom('guest_link')
    .selectAll()
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  if (link) await forgiveAttempt(ctx, counters);
  return refuseEnded(link, ctx.clock.now());
}

function refuseEnded(link: LinkRow | undefined, now: Date): LinkRow {
  if (!link)
    throw new DomainError(
      'not-found',
      "This link doesn't work. Copy the full link from the message, or ask the person who sent it for a new one.",
    );
  const from = `Ask ${link.created_by.name} for a new one.`;
  if (link.revoked_at !== null)
    throw new DomainError('forbidden', `This link was withdrawn or replaced. ${from}`);
  if (link.expires_at <= now) throw new DomainError('forbidden', `This link has expired. ${from}`);
  return link;
}

async function refuseOtherBrowser(
  ctx: Context,
  link: LinkRow,
  browserToken: string | null,
): Promise<void> {
  if (link.name === '') return;
  const opened = await ctx.db
    .selectFrom('guest_session')
    .select('browser_hash')
    .where('link_id', '=', link.id)
    .executeTakeFirst();
  if (!opened || (browserToken !== null && opened.browser_hash === hashToken(browserToken))) return;
  throw new DomainError(
    'forbidden',
    `This link was opened in another browser. Ask ${link.created_by.name} for a new one.`,
  );
}

async function refuseCrowd(ctx: Context, link: LinkRow): Promise<void> {
  const { count } = await ctx.db
    .selectFrom('guest_session')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('link_id', '=', link.id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostGuests)
    throw new DomainError('too-many', `This link was opened in ${mostGuests} browsers.`);
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
