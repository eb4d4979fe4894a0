// `npm run study`: makes the finished sample incident that every new Debrief starts with. It works
// in a separate Debrief, as people would in the browser, and exports the result.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from '@debrief/client';
import type { Story } from '@debrief/contract';
import { createIds, type Clock } from '@debrief/core/context';
import { openDebrief, type Debrief } from '@debrief/server';
import { readConfig } from '@debrief/server/config';
import { teller, writeStory } from '../story/story.ts';
import { study } from './study.ts';

export const bundlePath = join(import.meta.dirname, '..', 'sample', 'finished.bundle.jsonl');
export const storyPath = join(import.meta.dirname, '..', 'sample', 'story.json');

interface Sample {
  bundle: string;
  story: string;
}

/** A person in the record leads the review of the sample incident. */
const investigator = 'Emeka Sorensen';
const startsAt = Date.parse('2022-12-20T14:00:00.000Z');
const minute = 60_000;

/** Ids and times are always the same, so that a new sample differs only where it must. */
function fixedSurroundings() {
  let now = startsAt;
  let drawn = 0;
  const clock: Clock = { now: () => new Date(now) };
  const random = (size: number) =>
    createHash('sha256')
      .update(`sample ${(drawn += 1)}`)
      .digest()
      .subarray(0, size);
  return { clock, ids: createIds(clock, random), pass: () => void (now += minute) };
}

/** Makes the sample in a temporary folder. */
export async function makeSample(): Promise<Sample> {
  const data = await mkdtemp(join(tmpdir(), 'debrief-sample-'));
  const { pass, ...surroundings } = fixedSurroundings();
  const config = readConfig({ flags: { data, demo: 'raw', logLevel: 'warn' }, env: {} });
  const debrief = await openDebrief(config, 'http://debrief.local', surroundings);
  try {
    await debrief.addDemo();
    const [review, own] = [
      await createPersonClient(debrief, investigator, pass),
      await createPersonClient(debrief, teller, pass),
    ];
    const { incident } = await study(review, undefined);
    const story = await writeStory(own, incident.ref);
    const file = await review.incident.export({ incident: incident.ref, format: 'bundle' });
    const [person] = (await own.story.me(undefined)).persons;
    const plan = toPlan(story, incident.id, person?.personId ?? '');
    return { bundle: await file.text(), story: `${JSON.stringify(plan, null, 2)}\n` };
  } finally {
    await debrief.close();
    await rm(data, { recursive: true, force: true });
  }
}

/** A client with a person's account, whose every request takes a minute. */
async function createPersonClient(
  { app, deps }: Debrief,
  name: string,
  pass: () => void,
): Promise<Client> {
  const operator = createClient({
    baseUrl: 'http://debrief.local',
    token: deps.operatorToken,
    fetch: async (request) => app.fetch(request),
  });
  const { path } = await operator.access.invite({ name, email: toEmail(name), role: 'editor' });
  const token = new URLSearchParams(path.split('?')[1]).get('token') ?? '';
  const accepted = await app.fetch(
    new Request('http://debrief.local/api/invitations/accept', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, password: 'a password of this one process' }),
    }),
  );
  if (!accepted.ok) throw new Error(`${name} could not sign in: ${await accepted.text()}`);
  const cookie = accepted.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return createClient({
    baseUrl: 'http://debrief.local',
    fetch: async (request) => {
      pass();
      request.headers.set('cookie', cookie);
      return app.fetch(request);
    },
  });
}

function toEmail(name: string): string {
  return `${name.toLowerCase().replace(' ', '.')}@bramblecart.example`;
}

/** The input of each verb that adds the story again. */
function toPlan(
  { id, title, outcome, happenedOn, competencies, claims }: Story,
  incident: string,
  personId: string,
) {
  return {
    owner: { name: teller, email: toEmail(teller) },
    personId,
    story: { id, title, incident, outcome, happenedOn, competencies },
    claims: claims.map(({ id: claimId, part, text, isRecollection, numbers, citations }) => ({
      claimId,
      part,
      text,
      isRecollection,
      numbers: numbers.map(({ takenFromLabel: _, ...number }) => number),
      citations: citations.map(({ target, targetId, quoteStart, quoteEnd }) => ({
        incident,
        target,
        targetId,
        quoteStart,
        quoteEnd,
      })),
    })),
  };
}

if (import.meta.main) {
  const { bundle, story } = await makeSample();
  await writeFile(bundlePath, bundle);
  await writeFile(storyPath, story);
  process.stdout.write(`Wrote ${bundlePath} and ${storyPath}\n`);
}
