import { createClient, type Client } from '@debrief/client';
import type { Person } from './desk.ts';

/** The API with a person's own session, for what belongs to a person and no key can access. */
export async function createPersonClient(
  origin: string,
  { email, password }: Person,
): Promise<Client> {
  const signedIn = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!signedIn.ok) throw new Error(`${email} could not sign in: ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return createClient({
    baseUrl: origin,
    fetch: (request) => {
      request.headers.set('cookie', cookie);
      return fetch(request);
    },
  });
}
