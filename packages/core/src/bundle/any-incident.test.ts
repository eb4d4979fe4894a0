import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '@debrief/contract';
import type { Context } from '../context.ts';
import {
  includeStream,
  excludeStream,
  listSources,
  readRecord,
  setClockOffset,
} from '../evidence/index.ts';
import { listPeople, mergePersons, setRoles } from '../people/index.ts';
import { changeEvent, listTimeline, addEvent, removeEvent, undoChange } from '../timeline/index.ts';

const from = Date.parse('2022-12-06T14:00:00Z');
const minute = fc.integer({ min: 0, max: 600 });
const instant = (at: number) => new Date(from + at * 60_000).toISOString();
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '\u0000', '🚒 {"a":1}', '\\u0000', '\ud83d'),
);

const records = fc.uniqueArray(
  fc.record({
    at: minute.map(instant),
    author: fc.constantFrom('ada', 'bo', 'cy'),
    text,
    key: fc.constantFrom('1', '2', '3', '4', '5', '6'),
    stream: fc.constantFrom('ops', 'deploys'),
  }),
  { minLength: 3, maxLength: 6, selector: (record) => record.key },
);
const step = fc.oneof(
  fc.record({ do: fc.constant('import' as const), records, garbage: fc.boolean() }),
  fc.record({
    do: fc.constant('add' as const),
    nth: fc.nat(9),
    more: fc.nat(2),
    title: text,
    isQuoted: fc.boolean(),
    until: fc.option(minute),
  }),
  fc.record({ do: fc.constant('change' as const), nth: fc.nat(9), text }),
  fc.record({ do: fc.constant('remove' as const), nth: fc.nat(9) }),
  fc.record({ do: fc.constant('undo' as const) }),
  fc.record({
    do: fc.constant('sources' as const),
    nth: fc.nat(1),
    from: fc.option(minute),
    until: fc.option(minute),
  }),
  fc.record({ do: fc.constant('drop' as const), nth: fc.nat(1) }),
  fc.record({
    do: fc.constant('clock' as const),
    offset: fc.integer({ min: -3_600_000, max: 3_600_000 }),
  }),
  fc.record({ do: fc.constant('merge' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A change that a later change builds on is not undone. */
function passConflict(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
}

const pickNth = <T>(list: readonly T[], nth: number): T | undefined =>
  list[nth % Math.max(list.length, 1)];

async function take(ctx: Context, incident: { ref: string }, step: Step): Promise<void> {
  switch (step.do) {
    case 'import': {
      const lines = step.records.map((record) => JSON.stringify(record));
      await importFile(ctx, incident, {
        text: `${[...lines, ...(step.garbage ? ['{"text":"no time"}'] : [])].join('\n')}\n`,
        options: { format: 'jsonl', map: 'at=at,author=author,text=text,key=key,stream=stream' },
      });
      return;
    }
    case 'add': {
      const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
      const cited = [...items, ...items]
        .slice(step.nth % Math.max(items.length, 1))
        .slice(0, step.more);
      const citations = cited.map((item) => ({
        evidenceId: item.id,
        ...(step.isQuoted && item.text.length > 1
          ? { quoteStart: 1, quoteEnd: item.text.length }
          : {}),
      }));
      const until = step.until === null ? {} : { until: instant(step.until + 601) };
      await addEvent(ctx, {
        incident: incident.ref,
        title: `T${step.title}`.toWellFormed().replaceAll('\0', ' '),
        at: instant(5),
        citations,
        ...until,
      });
      return;
    }
    case 'change':
    case 'remove': {
      const event = pickNth((await listTimeline(ctx, { incident: incident.ref })).events, step.nth);
      if (!event) return;
      if (step.do === 'remove') await removeEvent(ctx, { id: event.id, version: event.version });
      else
        await changeEvent(ctx, {
          id: event.id,
          version: event.version,
          text: step.text.toWellFormed().replaceAll('\0', ' '),
          citations: event.citations.slice(1),
        });
      return;
    }
    case 'undo': {
      const last = (await listTimeline(ctx, { incident: incident.ref })).lastChange;
      if (last) await undoChange(ctx, { activityId: last.activityId }).catch(passConflict);
      return;
    }
    case 'sources':
    case 'drop': {
      const stream = pickNth(
        (await listSources(ctx, { incident: incident.ref })).items.filter(
          (entry) => entry.isIncluded,
        ),
        step.nth,
      );
      if (!stream) return;
      const { ref } = incident;
      if (step.do === 'drop')
        await excludeStream(ctx, { incident: ref, streamId: stream.streamId });
      else if (step.from === null || step.until === null || step.from < step.until)
        await includeStream(ctx, {
          incident: ref,
          streamId: stream.streamId,
          from: step.from === null ? null : instant(step.from),
          until: step.until === null ? null : instant(step.until),
        });
      return;
    }
    case 'clock': {
      const source = (await listSources(ctx, { incident: incident.ref })).items.find(
        (entry) => entry.isIncluded,
      );
      if (source)
        await setClockOffset(ctx, {
          incident: incident.ref,
          sourceId: source.sourceId,
          clockOffsetMs: step.offset,
        });
      return;
    }
    case 'merge': {
      const [one, other] = (await listPeople(ctx, { incident: incident.ref })).participants;
      // Their roles stay with the incident even after the stream with these people is excluded.
      for (const person of [one, other])
        if (person)
          await setRoles(ctx, {
            incident: incident.ref,
            personId: person.personId,
            version: person.rolesVersion,
            roles: ['scribe', person.name.slice(0, 60).toWellFormed().trim() || 'x'],
          });
      if (one && other)
        await mergePersons(ctx, {
          incident: incident.ref,
          into: one.personId,
          from: other.personId,
        });
    }
  }
}

async function whatIsThere(world: World, ref: string): Promise<unknown> {
  const ctx = world.as(world.editor);
  const { items } = await readRecord(ctx, ref, { threads: 'flat', limit: 200 });
  return {
    items,
    events: (await listTimeline(ctx, { incident: ref })).events,
    people: (await listPeople(ctx, { incident: ref })).participants,
  };
}

test('any incident is exported, imported and exported again byte-equal, and reads the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('everyone' as const, 'private' as const),
      records,
      fc.array(step, { minLength: 8, maxLength: 20 }),
      async (visibility, first, steps) => {
        const world = await testWorld();
        const ctx = world.as(world.editor);
        const incident = await makeIncident(ctx, { visibility });
        await take(ctx, incident, { do: 'import', records: first, garbage: true });
        for (const step of steps) {
          world.clock.advance(1_000);
          await take(ctx, incident, step);
        }
        const bundle = await exportBundle(ctx, incident.ref);
        const seen = await whatIsThere(world, incident.ref);
        const other = await testWorld();
        const here = await importBundleText(other.as(other.editor), bundle);
        expect(await exportBundle(other.as(other.editor), here.ref)).toBe(bundle);
        expect(await whatIsThere(other, here.ref)).toEqual(seen);
      },
    ),
    { numRuns: 8 },
  );
}, 60_000);
