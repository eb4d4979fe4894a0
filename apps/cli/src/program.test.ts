import { expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { fakeWorld } from './testing/fake-world.ts';

const { world } = fakeWorld({
  door: { fetch: () => Promise.reject(new Error('not called')), close: async () => undefined },
});

const listCommands = (...words: string[]) =>
  createProgram(world, '1.0.0', { out: '', complaint: '' }, words).commands.map((one) =>
    one.name(),
  );

const all = listCommands();

test.each(all)('%s creates only the commands of its group', (name) => {
  const created = listCommands(name);
  expect(created).toContain(name);
  expect(created.length).toBeLessThan(6);
});

test('an old name, an option or an unknown word first creates all commands', () => {
  for (const word of ['scope', '--json', 'improt']) expect(listCommands(word)).toEqual(all);
});
