import type { Problem, TimelineChange } from '@debrief/contract';
import { describe, expect, it, vi } from 'vitest';
import { event as eventOf } from './event.fixture.ts';
import { ClientProblem } from '@debrief/client';
import { Connection } from '../../data/connection.ts';
import { Writes } from '../../data/writes.ts';
import type { EventRequest } from './event-requests.ts';
import { eventRoom } from './event-writes.ts';

const incidentId = '01890000-0000-7000-8000-000000000001';
const id = (n: number) => `01890000-0000-7000-8000-00000000010${n}`;
const event = (n: number, more = {}) => eventOf({ id: id(n), incidentId, ...more });
const createAddition = (n: number): EventRequest => ({
  verb: 'add',
  input: { incident: 'INC-1', id: id(n) },
  guess: event(n),
});
const retitle = (n: number, version: number, title: string): EventRequest => ({
  verb: 'change',
  input: { id: id(n), version, title },
  base: event(n, { version }),
  guess: event(n, { version, title }),
});
const problem = (code: Problem['code'], status: number, current?: unknown): Problem => ({
  type: 'about:blank',
  code,
  title: code,
  status,
  detail: `${code}!`,
  current,
});
const refuse = (...given: Parameters<typeof problem>) =>
  Promise.reject(new ClientProblem(problem(...given)));

function queueWith(
  send: (ask: EventRequest) => Promise<TimelineChange>,
  before: string | null = null,
) {
  let text = before;
  const timers: (() => void)[] = [];
  const onSaved = vi.fn();
  const onRefused = vi.fn();
  const connection = new Connection((run) => timers.push(run));
  const kind = { ...eventRoom, send };
  const storage = { read: () => text, write: (next: string) => void (text = next) };
  const writes = new Writes(kind, { storage, onSaved, onRefused, connection });
  return { writes, connection, timers, onSaved, onRefused, kept: () => text };
}
const saves = (version: number, n = 1): TimelineChange => ({
  events: [event(n, { version })],
  removed: [],
  activityId: '7',
});

describe('pending changes', () => {
  it('are sent one after the other, each based on the version of the last one', async () => {
    const sent: unknown[] = [];
    const { writes, onSaved } = queueWith((ask) => {
      sent.push(ask.input);
      return Promise.resolve(saves(ask.verb === 'add' ? 1 : 2));
    });
    writes.add(createAddition(1));
    writes.add(retitle(1, 0, 'soon after'));
    await vi.waitFor(() => expect(writes.snapshot()).toEqual([]));
    expect(sent).toMatchObject([{ id: id(1) }, { id: id(1), version: 1, title: 'soon after' }]);
    expect(onSaved).toHaveBeenCalledTimes(2);
  });
  it('wait for a lost connection, survive a reload, and are then sent', async () => {
    const cut = queueWith(() => refuse('unavailable', 0));
    cut.writes.add(createAddition(1));
    await vi.waitFor(() => expect(cut.connection.isLost).toBe(true));
    expect(cut.timers).toHaveLength(1);
    const send = vi.fn((_: EventRequest) => Promise.resolve(saves(1)));
    const { writes } = queueWith(send, cut.kept());
    await vi.waitFor(() => expect(writes.snapshot()).toEqual([]));
    expect(send.mock.calls[0]?.[0].input).toMatchObject({ id: id(1) });
  });
  it('of another shape are dropped', () => {
    for (const text of [
      '{',
      '{}',
      '[null]',
      '[{"key":"1 add"}]',
      '[{"ask":{"verb":"add","input":{}}}]',
    ])
      expect(queueWith(() => refuse('unavailable', 0), text).writes.snapshot()).toEqual([]);
  });
  it('stay, with the other version of the event, after a conflict', async () => {
    const theirs = event(1, { version: 5, title: 'theirs' });
    const { writes } = queueWith(() => refuse('conflict', 409, theirs));
    writes.add(retitle(1, 3, 'mine'));
    await vi.waitFor(() =>
      expect(writes.snapshot()[0]).toMatchObject({
        state: 'conflict',
        theirs: { title: 'theirs' },
      }),
    );
  });
  it('are rebased on changes of others to other fields of the event', async () => {
    const theirs = event(1, { version: 5, text: 'theirs' });
    const send = vi.fn((_: EventRequest) =>
      send.mock.calls.length === 1 ? refuse('conflict', 409, theirs) : Promise.resolve(saves(6)),
    );
    const { writes } = queueWith(send);
    writes.add(retitle(1, 3, 'mine'));
    await vi.waitFor(() => expect(writes.snapshot()).toEqual([]));
    expect(send.mock.calls[1]?.[0]).toMatchObject({
      input: { id: id(1), version: 5, title: 'mine' },
      guess: { title: 'mine', text: 'theirs' },
    });
  });
  it('hold back later changes of the same event until a person decides', async () => {
    const theirs = event(1, { version: 5, title: 'theirs' });
    const send = vi.fn((_: EventRequest) =>
      send.mock.calls.length === 1 ? refuse('conflict', 409, theirs) : Promise.resolve(saves(6)),
    );
    const { writes } = queueWith(send);
    const key = writes.add(retitle(1, 3, 'mine'));
    writes.add({ verb: 'remove', input: { id: id(1), version: 3 } });
    await vi.waitFor(() => expect(writes.snapshot()[0]?.state).toBe('conflict'));
    expect(writes.snapshot()[1]?.state).toBe('waiting');
    writes.drop(key);
    await vi.waitFor(() => expect(writes.snapshot()).toEqual([]));
  });
  it('report a rejection to a waiting form, and leave the list', async () => {
    const { writes, onRefused } = queueWith(() => refuse('invalid', 422));
    await expect(writes.attend(retitle(1, 1, 'x'))).rejects.toThrow('invalid!');
    expect(writes.snapshot()).toEqual([]);
    expect(onRefused).toHaveBeenCalledOnce();
  });
  it('release the form when the connection is lost, and are kept', async () => {
    const { writes } = queueWith(() => refuse('unavailable', 0));
    expect(await writes.attend(retitle(1, 1, 'x'))).toBeNull();
    expect(writes.snapshot()).toMatchObject([{ state: 'waiting' }]);
  });
  it('count as saved if only the response was lost', async () => {
    const { writes, onSaved } = queueWith(() =>
      refuse('conflict', 409, event(1, { version: 4, title: 'mine' })),
    );
    writes.add(retitle(1, 3, 'mine'));
    await vi.waitFor(() => expect(writes.snapshot()).toEqual([]));
    expect(onSaved).toHaveBeenCalledOnce();
  });
  it('report a rejection, can be retried, and do not block other events', async () => {
    const send = vi.fn((ask: EventRequest) =>
      ask.verb === 'change' && send.mock.calls.length === 1
        ? refuse('invalid', 422)
        : Promise.resolve(saves(2, 2)),
    );
    const { writes } = queueWith(send);
    const key = writes.add(retitle(1, 1, 'x'));
    writes.add(createAddition(2));
    await vi.waitFor(() =>
      expect(writes.snapshot()).toMatchObject([{ key, state: 'refused', problem: 'invalid!' }]),
    );
    writes.retry(key);
    await vi.waitFor(() => expect(writes.snapshot()).toEqual([]));
  });
  it('can be dropped before they are sent', async () => {
    const { writes, connection } = queueWith(() => refuse('unavailable', 0));
    writes.add(createAddition(1));
    await vi.waitFor(() => expect(connection.isLost).toBe(true));
    expect(writes.takeBack()?.ask).toMatchObject({ verb: 'add' });
    expect(writes.snapshot()).toEqual([]);
  });
  it('have arrived when no request is open', async () => {
    const answer = Promise.withResolvers<TimelineChange>();
    const { writes, onSaved } = queueWith(() => answer.promise);
    writes.add(createAddition(1));
    const arrived = vi.fn();
    void writes.arrived().then(arrived);
    expect(arrived).not.toHaveBeenCalled();
    answer.resolve(saves(1));
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled());
    expect(onSaved).toHaveBeenCalledOnce();
  });
  it('drop stored data in an unknown format', () => {
    expect(queueWith(() => Promise.resolve(saves(1)), '[{"key":1}]').writes.snapshot()).toEqual([]);
    expect(queueWith(() => Promise.resolve(saves(1)), 'nonsense').writes.snapshot()).toEqual([]);
  });
});
