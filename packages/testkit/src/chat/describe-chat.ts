import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatReader } from './chat-reader.ts';
import type { FakeChat } from './fake-chat.ts';

/** What every chat tool does that a connection can listen to. */
export function describeChat(
  name: string,
  open: () => Promise<{ chat: FakeChat; reader: ChatReader }>,
): void {
  describe(name, () => {
    let chat: FakeChat;
    let reader: ChatReader;
    beforeEach(async () => ({ chat, reader } = await open()));
    afterEach(() => chat[Symbol.asyncDispose]());
    const person = (index: number) => chat.people[index]?.id ?? '';

    test('the socket says what is sent, edited, deleted and reacted to, in this order', async () => {
      const socket = await reader.listen();
      const first = chat.send('orders fail');
      const reply = chat.send('looking', { by: person(1), replyTo: first });
      chat.edit(first, 'orders fail in eu');
      chat.react(reply, person(0), 'eyes');
      chat.unreact(reply, person(0), 'eyes');
      chat.remove(reply);
      const heard = [];
      while (heard.length < 6) heard.push(await socket.next());
      expect(heard).toEqual([
        { what: 'sent', key: first, text: 'orders fail' },
        { what: 'sent', key: reply, text: 'looking' },
        { what: 'edited', key: first, text: 'orders fail in eu' },
        { what: 'reacted', key: reply, text: '' },
        { what: 'reacted', key: reply, text: '' },
        { what: 'deleted', key: reply, text: '' },
      ]);
      socket.close();
    });

    test('history has what is there now, in pages, with threads and reactions', async () => {
      const keys = Array.from({ length: 120 }, (_, index) => chat.send(`message ${index}`));
      const reply = chat.send('a reply', { replyTo: keys[3] ?? '' });
      chat.edit(keys[5] ?? '', 'edited');
      chat.remove(keys[7] ?? '');
      chat.react(keys[9] ?? '', person(2), 'tada');
      chat.react(keys[9] ?? '', person(1), 'tada');
      chat.unreact(keys[9] ?? '', person(1), 'tada');
      const found = await reader.read();
      expect(found.map(({ key }) => key)).toEqual([
        ...keys.filter((_, index) => index !== 7),
        reply,
      ]);
      expect(found[5]).toMatchObject({ text: 'edited' });
      expect(found.at(-1)).toMatchObject({ text: 'a reply', replyTo: keys[3] });
      expect(found.find(({ key }) => key === keys[9])?.reactions).toEqual(['tada']);
    });

    test('what happens without a socket is only in the history', async () => {
      const socket = await reader.listen();
      chat.drop();
      expect(await socket.next()).toBeNull();
      const missed = chat.send('nobody hears this');
      const again = await reader.listen();
      const heard = chat.send('and this is heard');
      expect(await again.next()).toMatchObject({ key: heard });
      expect((await reader.read()).map(({ key }) => key)).toEqual([missed, heard]);
      again.close();
    });

    test('more requests than allowed are refused with the time to wait', async () => {
      chat.limit(2, 30);
      expect(await reader.ask()).toEqual({ status: 429, retryAfter: 30 });
      expect(await reader.ask()).toEqual({ status: 429, retryAfter: 30 });
      expect(await reader.ask()).toEqual({ status: 200, retryAfter: null });
    });
  });
}
