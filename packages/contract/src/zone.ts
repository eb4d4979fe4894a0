import { z } from 'zod';

/** An IANA time zone such as `America/New_York`. */
export const Zone = z
  .string()
  .max(60)
  .refine(isZone, 'Use a time zone such as America/New_York or UTC');

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
