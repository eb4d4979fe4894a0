import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 bits for a link or a key, in characters that survive an address. */
export function newToken(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is kept of a secret: enough to know it again, not enough to use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
