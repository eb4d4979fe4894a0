import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { createFakeApi } from './testing/fake-api.ts';
import { fakeWorld } from './testing/fake-world.ts';

const listCommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(listCommands),
];

test('no command has an option with the name of a global one, which would take its place', () => {
  const program = createProgram(
    fakeWorld({ door: createFakeApi({}) }).world,
    '0',
    { out: '', complaint: '' },
    [],
  );
  const isGlobal = new Set(program.options.map(({ long }) => long));
  const [, ...commands] = listCommands(program);
  expect(commands.length).toBeGreaterThan(150);
  const taken = commands.flatMap((command) =>
    command.options
      .filter(({ long }) => isGlobal.has(long))
      .map(({ long }) => `${command.parent?.name()} ${command.name()} ${long}`),
  );
  expect(taken).toEqual([]);
});
