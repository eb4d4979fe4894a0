import { DomainError } from '@debrief/contract';
import { hashPassword as hash, verifyPassword as verify } from 'better-auth/crypto';
import { createLimit } from '../limit.ts';

/** Hashing uses the same threads as reading files, so most threads stay free for other work. */
export const hashing = createLimit(
  2,
  20,
  'Too many people are signing in right now. Try again in a minute.',
);

/**
 * Only the first characters of a longer password are checked: checking takes longer than linear
 * time.
 */
const judged = 64;
/** zxcvbn scores from 0 to 4; a score of 2 withstands guessing when attempts are limited. */
const leastScore = 2;

export async function hashPassword(password: string): Promise<string> {
  return hashing.run(() => hash(password));
}

export async function isPassword(given: { hash: string; password: string }): Promise<boolean> {
  return hashing.run(() => verify(given));
}

/**
 * Rejects common passwords and others that are easy to guess (OWASP ASVS 6.2.4). `about` is what an
 * attacker knows: name and email. Errors: `invalid` at `password`.
 */
export async function refuseWeakPassword(password: string, about: string[]): Promise<void> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const { dictionary, adjacencyGraphs: graphs } = common;
  const words = [
    'debrief',
    ...about.flatMap((text) => [text, ...text.split(/[\s@.]+/), text.split('@')[0] ?? '']),
  ];
  const judge = new ZxcvbnFactory({ dictionary, graphs });
  if (judge.check(password.slice(0, judged), words).score >= leastScore) return;
  const message =
    'This password is easy to guess. Use several unrelated words, or a password manager.';
  throw new DomainError('invalid', message, { issues: [{ at: 'password', message }] });
}
