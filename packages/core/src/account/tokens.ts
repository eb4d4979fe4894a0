import { createHash, randomBytes } from 'node:crypto';

/** A 256-bit secret for a link or a key, in characters that are safe in a URL. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** The stored form of a secret: it can be compared but not used. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
