import type { Problem, TimelineChange } from '@debrief/contract';
import { describe, expect, it, vi } from 'vitest';
import { event as eventOf } from './event.fixture.ts';
import type { Ask } from './unsaved.ts';
import { UnsavedQueue } from './unsaved-queue.ts';

const incidentId = '01890000-0000-7000-8000-000000000001';
const id = (n: number) => `01890000-0000-7000-8000-00000000010${n}`;
const event = (n: number, more = {}) => eventOf({ id: id(n), incidentId, ...more });
const promote = (n: number): Ask => ({
  verb: 'promote',
  input: { incident: 'INC-1', id: id(n) },
  guess: event(n),
});
const retitle = (n: number, version: number, title: string): Ask => ({
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

function queueWith(send: (ask: Ask) => Promise<TimelineChange>, before: string | null = null) {
  let text = before;
  const timers: (() => void)[] = [];
  const onSaved = vi.fn();
  const queue = new UnsavedQueue({
    send,
    problemOf: (error) => error as Problem,
    onSaved,
    keep: { read: () => text, write: (next) => (text = next) },
    later: (run) => timers.push(run),
  });
  return { queue, timers, onSaved, kept: () => text };
}
const saves = (version: number, n = 1): TimelineChange => ({
  events: [event(n, { version })],
  removed: [],
  activityId: '7',
});

describe('changes on their way', () => {
  it('go one after the other, each against the version that the last one made', async () => {
    const sent: unknown[] = [];
    const { queue, onSaved } = queueWith((ask) => {
      sent.push(ask.input);
      return Promise.resolve(saves(ask.verb === 'promote' ? 1 : 2));
    });
    queue.add(promote(1));
    queue.add(retitle(1, 0, 'soon after'));
    await vi.waitFor(() => expect(queue.queue).toEqual([]));
    expect(sent).toMatchObject([{ id: id(1) }, { id: id(1), version: 1, title: 'soon after' }]);
    expect(onSaved).toHaveBeenCalledTimes(2);
  });
  it('wait for a lost connection, survive a reload, and then go out', async () => {
    const cut = queueWith(() => Promise.reject(problem('unavailable', 0)));
    cut.queue.add(promote(1));
    await vi.waitFor(() => expect(cut.queue.isCutOff).toBe(true));
    expect(cut.timers).toHaveLength(1);
    const send = vi.fn((_: Ask) => Promise.resolve(saves(1)));
    const { queue } = queueWith(send, cut.kept());
    await vi.waitFor(() => expect(queue.queue).toEqual([]));
    expect(send.mock.calls[0]?.[0].input).toMatchObject({ id: id(1) });
  });
  it('stay, with what the other made of the event, where somebody was first', async () => {
    const theirs = event(1, { version: 5, title: 'theirs' });
    const { queue } = queueWith(() => Promise.reject(problem('conflict', 409, theirs)));
    queue.add(retitle(1, 3, 'mine'));
    await vi.waitFor(() =>
      expect(queue.queue[0]).toMatchObject({ state: 'conflict', theirs: { title: 'theirs' } }),
    );
  });
  it('count as saved where only the answer was lost', async () => {
    const { queue, onSaved } = queueWith(() =>
      Promise.reject(problem('conflict', 409, event(1, { version: 4, title: 'mine' }))),
    );
    queue.add(retitle(1, 3, 'mine'));
    await vi.waitFor(() => expect(queue.queue).toEqual([]));
    expect(onSaved).toHaveBeenCalledOnce();
  });
  it('are refused aloud, can be tried again, and do not hold up other events', async () => {
    const send = vi.fn((ask: Ask) =>
      ask.verb === 'change' && send.mock.calls.length === 1
        ? Promise.reject(problem('invalid', 422))
        : Promise.resolve(saves(2, 2)),
    );
    const { queue } = queueWith(send);
    const key = queue.add(retitle(1, 1, 'x'));
    queue.add(promote(2));
    await vi.waitFor(() =>
      expect(queue.queue).toMatchObject([{ key, state: 'refused', problem: 'invalid!' }]),
    );
    queue.retry(key);
    await vi.waitFor(() => expect(queue.queue).toEqual([]));
  });
  it('can be taken back before they leave', async () => {
    const { queue } = queueWith(() => Promise.reject(problem('unavailable', 0)));
    queue.add(promote(1));
    await vi.waitFor(() => expect(queue.isCutOff).toBe(true));
    expect(queue.takeBack()?.ask).toMatchObject({ verb: 'promote' });
    expect(queue.queue).toEqual([]);
  });
  it('are known to have arrived when nothing is on its way any more', async () => {
    const answer = Promise.withResolvers<TimelineChange>();
    const { queue, onSaved } = queueWith(() => answer.promise);
    queue.add(promote(1));
    const arrived = vi.fn();
    void queue.arrived().then(arrived);
    expect(arrived).not.toHaveBeenCalled();
    answer.resolve(saves(1));
    await vi.waitFor(() => expect(arrived).toHaveBeenCalled());
    expect(onSaved).toHaveBeenCalledOnce();
  });
  it('forget what was kept in a shape that they do not know', () => {
    expect(queueWith(() => Promise.resolve(saves(1)), '[{"key":1}]').queue.queue).toEqual([]);
    expect(queueWith(() => Promise.resolve(saves(1)), 'nonsense').queue.queue).toEqual([]);
  });
});
