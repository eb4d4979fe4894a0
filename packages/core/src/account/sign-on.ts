import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/index.ts';
import type { Ids } from '../ids.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { sessionTokensHashed } from './session-tokens.ts';

/**
 * The header in which better-auth gets the client's address. A value sent by the client is
 * overwritten.
 */
export const addressHeader = 'x-debrief-client';

const day = 60 * 60 * 24;
/** A session ends after a week without use, and after 30 days in any case (OWASP ASVS 7.3). */
const idleDays = 7;
export const longestSessionMs = 30 * day * 1_000;

/** Sessions and passwords, by better-auth on our own tables. Only our verbs create accounts. */
export function createSignOn(options: {
  db: Kysely<Tables>;
  secret: string;
  baseUrl: string;
  ids: Ids;
}) {
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  const isHttps = options.baseUrl.startsWith('https:');
  return betterAuth({
    appName: 'Debrief',
    baseURL: options.baseUrl,
    secret: options.secret,
    database: sessionTokensHashed(options.db),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: `${cookiePrefix(isHttps)}debrief`,
      // Its prefix would be __Secure-, which other hosts of the domain can also set.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => options.ids.next() },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: isPassword },
    },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', ...timestamps },
      additionalFields: { role: { type: 'string', required: true, input: false } },
    },
    account: {
      modelName: 'credential',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    session: {
      expiresIn: day * idleDays,
      updateAge: day,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
    },
    verification: { fields: { expiresAt: 'expires_at', ...timestamps } },
  });
}

/** A browser accepts a `__Host-` cookie only from this exact host, over HTTPS. */
export function cookiePrefix(isHttps: boolean): string {
  return isHttps ? '__Host-' : '';
}

export type SignOn = ReturnType<typeof createSignOn>;
