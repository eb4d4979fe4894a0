import type { Knowledge } from '@debrief/contract';
import { judgeTechnologies, type Resolution } from '@debrief/rules/knowledge';
import { testWorld } from '@debrief/testkit';
import {
  fillOrganization,
  generateOrganization,
  type Organization,
} from '@debrief/testkit/organization';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inviteAccount } from '../account/index.ts';
import { listKnowledge } from './index.ts';

const until = Date.parse('2026-03-02T09:00:00.000Z');

const namesWith = ({ items }: Knowledge, state: string) =>
  items.flatMap((one) => (one.state === state ? [one.name] : [])).toSorted();

/** What the incidents of each technology say, without the database. */
function toResolutions({ technologies, incidents, shifts, people }: Organization) {
  return new Map(
    technologies.map(({ name, team }, technology): [string, Resolution[]] => [
      name,
      incidents.flatMap(({ technology: own, at, confirmed, fixed }) => {
        if (own !== technology || confirmed.length + fixed.length === 0) return [];
        const shift = shifts.find((one) => one.team === team && one.from <= at && at < one.until);
        const onCall = people.map((_, at): [string, boolean] => [`${at}`, at === shift?.member]);
        return [
          { confirmed: confirmed.map(String), fixed: fixed.map(String), onCall: new Map(onCall) },
        ];
      }),
    ]),
  );
}

const listIslands = ({ islands, technologies }: Organization) =>
  islands.map(({ technology }) => technologies[technology]?.name ?? '').toSorted();

test('40 people and 300 incidents: the islands are found, and who is on call twice as often is not', async () => {
  const world = await testWorld();
  const organization = generateOrganization({ seed: 44, until });
  const { people, islands, technologies, busy } = organization;
  await fillOrganization(world.as(world.operator), organization);
  const seen = await listKnowledge(world.as(world.admin), {});
  expect(namesWith(seen, 'one')).toEqual(listIslands(organization));
  expect(seen).toMatchObject({ hasSchedules: true, judged: technologies.length });
  expect(seen.items.slice(0, 3).map(({ state, own }) => [state, own])).toEqual([
    ['one', null],
    ['one', null],
    ['one', null],
  ]);
  // Without their shifts, the person who is on call twice as often would be an island.
  const trap = technologies[0]?.name ?? '';
  expect(seen.items.find(({ name }) => name === trap)).toMatchObject({
    state: 'unclear',
    people: 1,
  });
  const blind = [...toResolutions(organization)].map(([name, list]): [string, Resolution[]] => [
    name,
    list.map(({ onCall, ...one }) => ({
      ...one,
      onCall: new Map([...onCall.keys()].map((person): [string, boolean] => [person, false])),
    })),
  ]);
  expect(judgeTechnologies(new Map(blind)).get(trap)).toMatchObject({ person: `${busy}` });
  // Nothing of a person in the answer, also to an admin.
  const words = people.flatMap(({ name, email }) => [name, email]);
  expect(words.filter((word) => JSON.stringify(seen).includes(word))).toEqual([]);

  // The expert sees their own figures, and only those.
  const [island] = islands;
  const invited = await inviteAccount(world.as(world.admin), {
    name: 'Expert',
    email: people[island?.member ?? 0]?.email ?? '',
    role: 'viewer',
  });
  const { id: accountId, name, role } = invited.account;
  const own = await listKnowledge(world.as({ type: 'account', accountId, name, role }), {});
  const mine = own.items.filter((one) => one.own?.isOne);
  expect(mine.map((one) => one.name)).toEqual([technologies[island?.technology ?? 0]?.name]);
  const { alone: times = 0, aloneOffCall = 0, offCall = 0, interval = [0, 0] } = mine[0]?.own ?? {};
  expect(times).toBeGreaterThanOrEqual(aloneOffCall);
  expect(interval[0]).toBeLessThan(aloneOffCall / offCall);
  expect(interval[1]).toBeGreaterThanOrEqual(aloneOffCall / offCall);
  expect(namesWith(own, 'one')).toEqual(namesWith(seen, 'one'));
});

test('other organizations: nine of ten islands with eight incidents, and one in twenty is wrong at most', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (first) => {
      const counts = { wrong: 0, found: 0, planted: 0, named: 0 };
      for (let seed = first; seed < first + 20; seed += 1) {
        const organization = generateOrganization({ seed, until });
        const islands = new Set(listIslands(organization));
        const resolutions = toResolutions(organization);
        for (const [name, { state, person }] of judgeTechnologies(resolutions)) {
          const isFound = state === 'one';
          if (isFound) counts.named += 1;
          if (isFound && !islands.has(name)) counts.wrong += 1;
          if (isFound && person === `${organization.busy}`) counts.wrong += 1;
          if (!islands.has(name) || (resolutions.get(name)?.length ?? 0) < 8) continue;
          counts.planted += 1;
          if (isFound) counts.found += 1;
        }
      }
      expect(counts.found).toBeGreaterThanOrEqual(0.9 * counts.planted);
      expect(counts.wrong).toBeLessThanOrEqual(0.05 * counts.named);
    }),
    { numRuns: 2 },
  ));
