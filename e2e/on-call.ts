import { vi } from 'vitest';
import { teller } from '../demo/story/story.ts';
import { study } from '../demo/study/study.ts';
import type { Desk, Person } from './desk.ts';

/** The on-call engineer of the demo incident. */
export const ilse: Person = { name: teller, email: 'ilse@example.org', password: 'the long password of Ilse' };

/** Studies the demo incident once it is there, and gives its on-call engineer an account. Says which incident it is. */
export async function studiedDemo(desk: Desk): Promise<string> {
  const { client, origin } = desk.debrief;
  await desk.invite('Rita', 'reader');
  await vi.waitFor(
    async () => {
      const { items } = await client.incident.list({ limit: 10 });
      if (!items.some((one) => one.isDemo)) throw new Error('The demo incident is not there yet');
    },
    { timeout: 60_000, interval: 500 },
  );
  const { ref } = (await study(client, undefined)).incident;
  const { path } = await client.access.invite({ name: ilse.name, email: ilse.email, role: 'editor' });
  await client.access.accept({ token: new URL(path, origin).searchParams.get('token') ?? '', password: ilse.password });
  return ref;
}
