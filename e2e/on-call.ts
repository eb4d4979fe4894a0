import { teller } from '../demo/story/story.ts';
import { study } from '../demo/study/study.ts';
import type { Desk, Person } from './desk.ts';

/** The on-call engineer of the demo incident. */
export const ilse: Person = {
  name: teller,
  email: 'ilse@example.org',
  password: 'the long password of Ilse',
};

/**
 * Completes the demo incident, and creates an account for its on-call engineer. Returns the
 * incident.
 */
export async function studiedDemo(desk: Desk): Promise<string> {
  const { client, origin } = desk.debrief;
  await desk.invite('Rita', 'viewer');
  const { ref } = (await study(client, undefined)).incident;
  const { path } = await client.access.invite({
    name: ilse.name,
    email: ilse.email,
    role: 'editor',
  });
  await client.access.accept({
    token: new URL(path, origin).searchParams.get('token') ?? '',
    password: ilse.password,
  });
  return ref;
}
