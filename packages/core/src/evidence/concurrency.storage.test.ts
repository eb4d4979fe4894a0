import {
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  messages,
  times,
  countFulfilled,
} from '@debrief/testkit';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ctx, describeServerWorld, world } from '../server-world.fixture.ts';
import { acceptInvitation, changeAccount, inviteAccount } from '../account/index.ts';
import { activitySince, newestActivityId } from '../activity/index.ts';
import { listPeople } from '../people/index.ts';
import {
  addMember,
  changeIncident,
  declareIncident,
  listMembers,
  removeMember,
} from '../incident/index.ts';
import { readRecord } from './index.ts';
import { changeEvent, listTimeline, mergeEvents, addEvent, undoChange } from '../timeline/index.ts';
import { findWrongSummaries, readContents } from './testing/contents.ts';
import { slackHistory } from './testing/slack-history.ts';

describeServerWorld('concurrent requests on a server with many connections', () => {
  test('a reader who resumes after the last seen activity misses none', async () => {
    const incidents = [await makeIncident(ctx), await makeIncident(ctx), await makeIncident(ctx)];
    let last = await newestActivityId(ctx);
    const seen: string[] = [];
    let isWriting = true;
    const writing = Promise.all(
      times(8, async (writer) => {
        for (let index = 0; index < 12; index += 1) {
          const incident = incidents[(writer + index) % 3]?.ref ?? '';
          await addEvent(ctx, {
            incident,
            title: `event ${writer}.${index}`,
            at: '2026-03-02T08:00:00Z',
          });
        }
      }),
    ).then(() => (isWriting = false));
    for (let isDone = false; !isDone;) {
      isDone = !isWriting;
      const activities = await activitySince(ctx, last, { limit: 5 });
      for (const activity of activities) seen.push(activity.id);
      last = activities.at(-1)?.id ?? last;
      if (activities.length > 0) isDone = false;
    }
    await writing;
    const all = await activitySince(ctx, '0', { limit: 1_000 });
    const written = all.filter((one) => one.kind === 'event.added').map((one) => one.id);
    expect(written).toHaveLength(96);
    expect(seen).toEqual(written);
  });

  test('the same file imported twice is stored once', async () => {
    const incident = await makeIncident(ctx);
    const { later, laterCount } = slackHistory(1_500);
    const both = await Promise.all(
      times(2, () => importFile(ctx, incident, { name: 'export.zip', text: later })),
    );
    for (const one of both)
      expect(one).toMatchObject({
        state: 'done',
        read: laterCount,
        rejected: 0,
        revised: 0,
        vanished: 0,
      });
    expect(both.reduce((sum, one) => sum + one.imported, 0)).toBe(laterCount);
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
    const { items } = await readContents(ctx.db);
    expect(items).toHaveLength(laterCount);
    expect((await listPeople(ctx, { incident: incident.ref })).participants).toHaveLength(12);
  });

  test('a newer and an older export have the same result as one after the other', async () => {
    const incident = await makeIncident(ctx);
    const { earlier, later } = slackHistory(1_200);
    const options = { source: 'another workspace' };
    await importFile(ctx, incident, { name: 'earlier.zip', text: earlier, options });
    const both = await Promise.all([
      importFile(ctx, incident, { name: 'later.zip', text: later, options }),
      importFile(ctx, incident, { name: 'earlier.zip', text: earlier, options }),
    ]);
    expect(both).toMatchObject([{ state: 'done' }, { state: 'done', imported: 0, vanished: 0 }]);
    expect(await findWrongSummaries(ctx.db)).toEqual([]);
    expect(
      await importFile(ctx, incident, { name: 'later.zip', text: later, options }),
    ).toMatchObject({ imported: 0, vanished: 0 });
  });

  test('non-ASCII words are found, in any case, whatever the locale of the server', async () => {
    const incident = await makeIncident(ctx);
    const said = ['Die Größe der Warteschlange', 'ÄRGER mit “naïve” Ωmega', 'plain'];
    await importFile(ctx, incident, { name: 'words.jsonl', text: messages(said) });
    const searchTexts = async (text: string) =>
      (await readRecord(ctx, incident.ref, { text })).items.map((item) => item.text);
    for (const text of ['größe', 'GRÖSSE'.replace('SS', 'ß'), 'warteschl'])
      expect(await searchTexts(text)).toEqual([said[0]]);
    for (const text of ['Ärger', 'naïve', 'ωmega', 'mit ä'])
      expect(await searchTexts(text)).toEqual([said[1]]);
    expect(await searchTexts('gr plain')).toEqual([]);
  });

  test('one change of an incident, of an event and of an account wins', async () => {
    const { incident, items } = await makeRecord(ctx, ['one']);
    expect(
      await countFulfilled(
        'conflict',
        times(5, (index) =>
          changeIncident(ctx, { incident: incident.ref, version: 1, title: `title ${index}` }),
        ),
      ),
    ).toBe(1);
    const event = await makeEvent(ctx, incident, items);
    expect(
      await countFulfilled(
        'conflict',
        times(5, (index) =>
          changeEvent(ctx, { id: event.id, version: 1, title: `title ${index}` }),
        ),
      ),
    ).toBe(1);
    const id = world.viewer.type === 'account' ? world.viewer.accountId : '';
    expect(
      await countFulfilled(
        'conflict',
        times(5, (index) =>
          changeAccount(world.as(world.admin), { id, version: 1, name: `Rui ${index}` }),
        ),
      ),
    ).toBe(1);
  });

  test('one undo, one merge and one invitation succeed', async () => {
    const incident = await makeIncident(ctx);
    const promote = () =>
      addEvent(ctx, { incident: incident.ref, title: 'x', at: '2026-03-02T08:00:00Z' });
    const [one, two] = [await promote(), await promote()];
    const events = [one, two].map(({ events: [event] }) => ({ id: event?.id ?? '', version: 1 }));
    // In opposite orders, so that each waits for what the other has locked.
    const merges = [events, events.toReversed()].map((order) =>
      mergeEvents(ctx, { incident: incident.ref, events: order }),
    );
    expect(await countFulfilled('conflict not-found', merges)).toBe(1);
    const three = await promote();
    expect(
      await countFulfilled(
        'conflict',
        times(4, () => undoChange(ctx, { activityId: three.activityId })),
      ),
    ).toBe(1);
    const invited = await Promise.all(
      times(4, (index) =>
        inviteAccount(world.as(world.admin), {
          name: `Nina ${index}`,
          email: 'nina@example.org',
          role: 'viewer',
        }),
      ),
    );
    expect(new Set(invited.map((one) => one.account.id)).size).toBe(1);
    const accept = (path: string) =>
      acceptInvitation(world.as(world.anonymous), {
        token: path.split('token=')[1] ?? '',
        password: 'correct horse battery',
      });
    expect(
      await countFulfilled(
        'forbidden',
        invited.map((one) => accept(one.path)),
      ),
    ).toBe(1);
  });

  test('the same request creates one event', async () => {
    const incident = await makeIncident(ctx);
    const id = randomUUID();
    const made = await Promise.all(
      times(6, () =>
        addEvent(ctx, { incident: incident.ref, id, title: 'x', at: '2026-03-02T08:00:00Z' }),
      ),
    );
    expect(new Set(made.map((one) => one.activityId)).size).toBe(1);
    expect((await listTimeline(ctx, { incident: incident.ref })).events).toHaveLength(1);
  });

  test('the last two members and the last two admins cannot both be removed', async () => {
    const incident = await declareIncident(ctx, { title: 'Keys', visibility: 'private' });
    const [first, second] = [world.editor, world.outsider].map((actor) =>
      actor.type === 'account' ? actor.accountId : '',
    );
    await addMember(ctx, { incident: incident.ref, accountId: second ?? '' });
    const operator = world.as(world.operator);
    const leave = (accountId: string | undefined) =>
      removeMember(operator, { incident: incident.ref, accountId: accountId ?? '' });
    expect(await countFulfilled('conflict', [leave(first), leave(second)])).toBe(1);
    expect((await listMembers(operator, { incident: incident.ref })).items).toHaveLength(1);

    const owners = await Promise.all(
      ['una@example.org', 'vic@example.org'].map(async (email) => {
        const { path } = await inviteAccount(world.as(world.admin), {
          name: email,
          email,
          role: 'admin',
        });
        return acceptInvitation(world.as(world.anonymous), {
          token: path.split('token=')[1] ?? '',
          password: 'correct horse battery',
        });
      }),
    );
    expect(
      await countFulfilled(
        'conflict',
        owners.map((owner) =>
          changeAccount(operator, { id: owner.id, version: owner.version, role: 'viewer' }),
        ),
      ),
    ).toBe(1);
  });
});
