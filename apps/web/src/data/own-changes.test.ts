import { describe, expect, it, vi } from 'vitest';
import { Connection } from './connection.ts';
import { findUpdatedParts, sendOwnChange } from './own-changes.ts';

describe('the live event of our own change', () => {
  it('is recognized even before the response arrives', async () => {
    const answer = Promise.withResolvers<{ activityId: string }>();
    const sent = sendOwnChange(
      () => ['timeline'],
      () => answer.promise,
    );
    const heard = findUpdatedParts('7');
    answer.resolve({ activityId: '7' });
    expect(await heard).toEqual(['timeline']);
    expect(await sent).toEqual({ activityId: '7' });
  });
  it('is not confused with another change or with one after a rejection', async () => {
    const refused = sendOwnChange(
      () => ['timeline'],
      () => Promise.reject(new Error('refused')),
    );
    await expect(refused).rejects.toThrow('refused');
    expect(await findUpdatedParts('8')).toEqual([]);
  });
});

describe('a lost connection', () => {
  it('is retried after increasing pauses, or immediately when the server is reachable', async () => {
    const pauses: number[] = [];
    const connection = new Connection((_, ms) => pauses.push(ms));
    const resumed = vi.fn();
    const first = connection.retry().then(resumed);
    const second = connection.retry().then(resumed);
    expect(connection.isLost).toBe(true);
    connection.tryNow();
    await Promise.all([first, second]);
    expect(resumed).toHaveBeenCalledTimes(2);
    void connection.retry();
    expect(pauses).toEqual([1000, 2000]);
    connection.answered();
    expect(connection.isLost).toBe(false);
    void connection.retry();
    expect(pauses).toEqual([1000, 2000, 1000]);
  });
});
