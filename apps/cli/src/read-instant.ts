import { CliError } from './errors.ts';

/** The time of an option, in UTC. Errors: `invalid`. Loads the schemas only when it is needed. */
export async function readInstant(text: string, flag: string): Promise<string> {
  const { Instant } = await import('./schemas.ts');
  const { data, error } = Instant.safeParse(text);
  if (data !== undefined) return data;
  const message = error?.issues[0]?.message ?? '';
  throw new CliError('invalid', 'Invalid time.', [{ at: flag, message }]);
}
