import { cookiePrefix } from '@debrief/core/account';
import type { Deps } from '../deps.ts';

const yearSeconds = 365 * 24 * 3_600;

function deviceCookie(deps: Pick<Deps, 'config'>): string {
  return `${cookiePrefix(isHttps(deps))}debrief.device`;
}

/** The device token of an earlier sign-in in this browser. */
export function readDevice(deps: Pick<Deps, 'config'>, headers: Headers): string | null {
  return readCookie(headers, deviceCookie(deps));
}

function guestCookie(deps: Pick<Deps, 'config'>): string {
  return `${cookiePrefix(isHttps(deps))}debrief.guest`;
}

/** The token of a browser that opened a guest link. */
export function readGuestToken(deps: Pick<Deps, 'config'>, headers: Headers): string | null {
  const token = readCookie(headers, guestCookie(deps));
  return token !== null && /^[\w-]{43}$/.test(token) ? token : null;
}

export function guestCookieLine(deps: Pick<Deps, 'config'>, token: string): string {
  return cookieLine(deps, guestCookie(deps), token);
}

function readCookie(headers: Headers, name: string): string | null {
  const wanted = `${name}=`;
  const found = (headers.get('cookie') ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(wanted));
  return found?.slice(wanted.length) ?? null;
}

export function deviceCookieLine(deps: Pick<Deps, 'config'>, device: string): string {
  return cookieLine(deps, deviceCookie(deps), device);
}

function cookieLine(deps: Pick<Deps, 'config'>, name: string, value: string): string {
  const secure = isHttps(deps) ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${yearSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

export function isHttps({ config }: Pick<Deps, 'config'>): boolean {
  return config.publicUrl?.startsWith('https:') ?? false;
}
