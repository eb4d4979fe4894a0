import { expect, test, vi } from 'vitest';
import { evidence } from './evidence.fixture.ts';
import { OpenThreads } from './threads.ts';

test('open threads are read again; one that fails is closed', async () => {
  let text = 'the password';
  const threads = new OpenThreads(async (rootId) => {
    if (rootId === 'gone' && text !== 'the password') throw new TypeError('fetch failed');
    return [evidence({ id: `${rootId}-reply`, text })];
  });
  const [root, gone] = [evidence({ id: 'root' }), evidence({ id: 'gone' })];
  await threads.show(root);
  await threads.show(gone);
  text = '████████████';
  threads.refresh();
  await vi.waitFor(() => expect(threads.of(root)).toMatchObject([{ text }]));
  await vi.waitFor(() => expect(threads.of(gone)).toBeUndefined());
  expect(threads.find((item) => item.text === 'the password')).toBeUndefined();
});
