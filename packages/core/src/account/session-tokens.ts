import type { BetterAuthOptions } from 'better-auth';
import type { DBAdapter } from 'better-auth/adapters';
import { getAdapter } from 'better-auth/db/adapter';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/index.ts';
import { hashToken } from './tokens.ts';

type Adapter = DBAdapter;

/** better-auth's adapter with one difference: the database stores only hashes of session tokens. */
export function sessionTokensHashed(db: Kysely<Tables>): (options: BetterAuthOptions) => Adapter {
  return (options) => {
    const adapter = getAdapter({ ...options, database: { db, type: 'postgres' } });
    return withHashes(whenReady(adapter, options));
  };
}

/**
 * better-auth needs the adapter now, but it is created later. The cast holds because all members
 * except these two are async functions.
 */
function whenReady(adapter: Promise<Adapter>, options: BetterAuthOptions): Adapter {
  const known = { id: 'kysely', options };
  const later: object = new Proxy(known, {
    get: (_, name): unknown => {
      // An object with a `then` member would be treated as a promise.
      if (typeof name === 'symbol' || name in known || name === 'then')
        return Reflect.get(known, name);
      return async (...input: unknown[]): Promise<unknown> => {
        const ready = await adapter;
        const call: unknown = Reflect.get(ready, name);
        if (typeof call !== 'function') throw new Error(`No ${name} in the adapter`);
        return Reflect.apply(call, ready, input);
      };
    },
  });
  return later as Adapter;
}

/**
 * Every call of an adapter takes an object that names a model, or a function that takes an adapter.
 */
function withHashes<T extends object>(adapter: T): T {
  return new Proxy(adapter, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return async (input: unknown, ...more: unknown[]): Promise<unknown> => {
        if (typeof input === 'function')
          return Reflect.apply(call, target, [
            (inner: object): unknown => Reflect.apply(input, null, [withHashes(inner)]),
            ...more,
          ]);
        const tokens = new Map<unknown, unknown>();
        const answer: unknown = await Reflect.apply(call, target, [
          isOfSession(input) ? hashTokens(input, tokens) : input,
          ...more,
        ]);
        return tokens.size === 0 ? answer : showTokens(answer, tokens);
      };
    },
  });
}

function isOfSession(input: unknown): boolean {
  return isRecord(input) && input['model'] === 'session';
}

/** Replaces the tokens in the input with hashes, both those to store and those to look up. */
function hashTokens(value: unknown, tokens: Map<unknown, unknown>): unknown {
  const hash = (token: unknown): unknown => {
    if (Array.isArray(token)) return token.map(hash);
    if (typeof token !== 'string') return token;
    tokens.set(hashToken(token), token);
    return hashToken(token);
  };
  if (Array.isArray(value)) return value.map((one) => hashTokens(one, tokens));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'token' || (name === 'value' && value['field'] === 'token')
        ? hash(inner)
        : hashTokens(inner, tokens),
    ]),
  );
}

/** Puts the token that the caller asked for back into the row. */
function showTokens(answer: unknown, tokens: Map<unknown, unknown>): unknown {
  if (Array.isArray(answer)) return answer.map((one) => showTokens(one, tokens));
  if (!isRecord(answer)) return answer;
  return { ...answer, token: tokens.get(answer['token']) ?? answer['token'] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
