import { cookiePrefix } from '@debrief/core/account';
import type { Deps } from '../deps.ts';

const yearSeconds = 365 * 24 * 3_600;

function deviceCookie(deps: Pick<Deps, 'config'>): string {
  return `${cookiePrefix(isHttps(deps))}debrief.device`;
}

/** The device token of an earlier sign-in in this browser. */
export function readDevice(deps: Pick<Deps, 'config'>, headers: Headers): string | null {
  const wanted = `${deviceCookie(deps)}=`;
  const found = (headers.get('cookie') ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(wanted));
  return found?.slice(wanted.length) ?? null;
}

export function deviceCookieLine(deps: Pick<Deps, 'config'>, device: string): string {
  const secure = isHttps(deps) ? '; Secure' : '';
  return `${deviceCookie(deps)}=${device}; Max-Age=${yearSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

export function isHttps({ config }: Pick<Deps, 'config'>): boolean {
  return config.publicUrl?.startsWith('https:') ?? false;
}
