import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { importBundleText, importFile, makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { inviteAccount } from '../account/index.ts';
import type { Context } from '../context.ts';
import { changeIncident, incidentByRef } from '../incident/index.ts';
import { setMilestone } from '../timeline/index.ts';
import { readTriggers } from './facts.ts';
import { listCandidates, readReview } from './index.ts';

const sample = new URL('../../../../demo/sample/finished.bundle.jsonl', import.meta.url);

const invite = async (admin: Context, name: string, email: string) =>
  inviteAccount(admin, { name, email, role: 'editor' });
const judge = async (ctx: Context, incident: string) =>
  Object.fromEntries(
    (await listCandidates(ctx, { incident })).items.map(({ name, independence, reasons }) => [
      name,
      [independence, ...reasons.map(({ text }) => text)],
    ]),
  );

/**
 * Each was read in the record. Severity and teams are those of the incident. Support saw the pattern
 * in its own messages at 17:26; the alerts of that day were about memory, mail and 5xx, so no alert
 * found it. Three hypotheses were ruled out (storefront errors, the broker, a cached response) and
 * two accounts differ. Absent: it was no near miss, nothing came before it in this installation, and
 * there are no schedules and time zones.
 */
test('the sample: why it is worth a review, and how close people are', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const admin = world.as(world.admin);
  const at = 'bramblecart.example';
  await invite(admin, 'Wren Castellano', `wren.castellano@${at}`);
  await invite(admin, 'Emeka Sorensen', `Emeka.Sorensen@${at}`);
  await invite(admin, 'Osric Vandermeer', `osric.vandermeer@${at}`);
  await invite(admin, 'Ivo Sandoval', 'ivo@elsewhere.example');
  const { ref } = await importBundleText(ctx, await readFile(sample, 'utf8'));
  const { triggers } = await readReview(ctx, { incident: ref });
  // Without alertmanager and the scheduler, which are programs.
  const { facts } = await readTriggers(ctx, await incidentByRef(ctx, ref), null);
  expect(facts.people).toBe(15);
  expect(
    triggers.map(({ kind, text, evidence, findingIds }) => [
      kind,
      text,
      evidence.length,
      findingIds.length,
    ]),
  ).toEqual([
    ['severity', 'Its severity is SEV-2.', 0, 0],
    [
      'teams',
      '6 teams were involved: Search, Observability, Platform, Catalog, Customer support, and Storefront.',
      0,
      0,
    ],
    ['found-manually', 'The event of its detection cites no alert.', expect.any(Number), 0],
    ['confusion', 'It was confusing: 3 hypotheses ruled out and 1 conflict of accounts.', 0, 4],
  ]);
  const manual = triggers.find(({ kind }) => kind === 'found-manually');
  expect(manual?.evidence.some((place) => place.at.startsWith('2022-12-06T17:'))).toBe(true);
  expect(await judge(ctx, ref)).toEqual({
    // 71 items carry her name: that she joined the channel is an event of the chat.
    'Wren Castellano': [
      'involved',
      'Wrote 70 items of the record',
      'Reacted to 21 items of the record',
    ],
    // Another email address: only the name is the same, and the reason says so.
    'Ivo Sandoval': ['involved', 'Someone with the same name wrote 3 items of the record'],
    // Never wrote; one reaction carries his name.
    'Emeka Sorensen': ['adjacent', 'Reacted to 1 item of the record'],
    // "has joined the channel" at 19:41, written by the chat itself; no word, reaction or mention.
    'Osric Vandermeer': ['independent'],
    Edith: ['independent'],
    Olga: ['independent'],
    Otto: ['independent'],
    Rui: ['independent'],
  });
}, 60_000);

// Both voice loops of Apollo 13, next to the checkout; their NOTES.md describes them.
const loops = fileURLToPath(new URL('../../../../../shared/data/apollo13-loops/', import.meta.url));
const hasLoops = existsSync(loops);
if (!hasLoops) process.stderr.write(`Reviews of Apollo 13 are skipped: there is no ${loops}.\n`);

/**
 * The loops have speech only: no alert, no teams, no reactions. The crew itself said that they had
 * a problem, at 55:55:20. FLIGHT speaks 2,101 times in the flight director's loop.
 */
test.skipIf(!hasLoops)(
  'Apollo 13: found by people, and a speaker is involved',
  async () => {
    const world = await testWorld();
    const ctx = world.as(world.editor);
    await invite(world.as(world.admin), 'Flight', 'flight@example.org');
    const { ref, version } = await makeIncident(ctx, {
      title: 'Apollo 13',
      zone: 'America/Chicago',
    });
    for (const name of ['flight-director-loop', 'air-ground-loop'])
      await importFile(
        ctx,
        { ref },
        {
          name: `${name}.json`,
          text: await readFile(`${loops}${name}.json`),
          options: {
            map: 'at=start,until=end,author=source,text=message',
            timeUnit: 's',
            timeOrigin: '1970-04-11T19:13:00Z',
          },
        },
      );
    expect((await readReview(ctx, { incident: ref })).triggers).toEqual([]);
    await changeIncident(ctx, { incident: ref, version, severity: 'SEV-1' });
    await setMilestone(ctx, { incident: ref, kind: 'detected', at: '1970-04-14T03:08:20Z' });
    const { triggers } = await readReview(ctx, { incident: ref });
    expect(triggers.map(({ kind, text }) => [kind, text])).toEqual([
      ['severity', 'Its severity is SEV-1.'],
      ['found-manually', 'It was detected, and the record contains no alert.'],
    ]);
    const judged = await judge(ctx, ref);
    expect(judged['Flight']).toEqual([
      'involved',
      'Someone with the same name wrote 2,101 items of the record',
    ]);
    expect(judged['Edith']).toEqual(['independent']);
  },
  60_000,
);
