import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/index.ts';
import type { Ids } from '../ids.ts';

/** Sessions and passwords, by better-auth on our own tables. Accounts are made by our verbs alone. */
export function createSignOn(options: {
  db: Kysely<Tables>;
  secret: string;
  baseUrl: string;
  ids: Ids;
}) {
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return betterAuth({
    appName: 'Debrief',
    baseURL: options.baseUrl,
    secret: options.secret,
    database: { db: options.db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'debrief',
      useSecureCookies: options.baseUrl.startsWith('https:'),
      database: { generateId: () => options.ids.next() },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
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
      expiresIn: 60 * 60 * 24 * 30,
      updateAge: 60 * 60 * 24,
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

export type SignOn = ReturnType<typeof createSignOn>;
