import { expect } from 'vitest';
import type { TestApp } from './app.ts';

export interface Listener {
  heard: { text: string; isOver: boolean };
  until(words: string): Promise<string>;
  stop(): Promise<void>;
}

export async function listen(
  app: TestApp,
  token: string,
  headers: Record<string, string> = {},
  search = '',
): Promise<Listener> {
  const response = await app.send('GET', `/api/live${search}`, { token, headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard = { text: '', isOver: false };
  return {
    heard,
    until: async (words) => {
      while (!heard.text.includes(words) && !heard.isOver) {
        const next = await reader?.read();
        heard.text += next?.value ?? '';
        heard.isOver = next?.done ?? true;
      }
      return heard.text;
    },
    stop: async () => reader?.cancel(),
  };
}
