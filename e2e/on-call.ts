import { teller } from '../demo/story/story.ts';
import type { Desk, Person } from './desk.ts';

/** The on-call engineer of the demo incident. */
export const ilse: Person = {
  name: teller,
  email: 'ilse@example.org',
  password: 'the long password of Ilse',
};

/** Creates an account for the on-call engineer of the completed sample. Returns its incident. */
export async function inviteOnCall(desk: Desk): Promise<string> {
  const { client, origin } = desk.debrief;
  const { path } = await client.access.invite({
    name: ilse.name,
    email: ilse.email,
    role: 'editor',
  });
  await client.access.accept({
    token: new URL(path, origin).searchParams.get('token') ?? '',
    password: ilse.password,
  });
  return 'INC-1';
}
