import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.ts';
import { createFakeApi } from './testing/fake-api.ts';
import { fakeWorld } from './testing/fake-world.ts';

const createAll = () =>
  createProgram(fakeWorld({ door: createFakeApi({}) }).world, '0', { out: '', complaint: '' }, []);

const listCommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(listCommands),
];

test('no command has an option with the name of a global one, which would take its place', () => {
  const program = createAll();
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

/** The command that words call, and the words after its name. */
function findCommand(root: Command, words: readonly string[]): [Command, readonly string[]] {
  let command = root;
  let index = 0;
  for (; index < words.length; index += 1) {
    const next = command.commands.find(
      (one) => one.name() === words[index] || one.aliases().includes(words[index] ?? ''),
    );
    if (!next) break;
    command = next;
  }
  return [command, words.slice(index)];
}

/** Those of the command, of what it belongs to, and of `list`, which is called without a name. */
function listOptions(command: Command): (string | undefined)[] {
  const list = command.commands.find((one) => one.name() === 'list');
  const parents: Command[] = [];
  for (let one: Command | null = command; one; one = one.parent) parents.push(one);
  return [...parents, ...(list ? [list] : [])].flatMap(({ options }) =>
    options.map(({ long }) => long ?? ''),
  );
}

test('commands in the documentation exist, with their options', async () => {
  const root = join(import.meta.dirname, '../../..');
  const pages = await readdir(join(root, 'docs'), { recursive: true });
  const files = ['README.md', ...pages.map((name) => join('docs', name))];
  const called: string[] = [];
  const wrong: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, line = ''] of text.matchAll(/(?:^|`|\| )(?:npx )?debrief ([a-z][^`\n|#>]*)/gm)) {
      called.push(line);
      const [command, rest] = findCommand(createAll(), line.split(/\s+/));
      const known = listOptions(command);
      const options = rest
        .filter((word) => word.startsWith('--'))
        .map((word) => word.split('=')[0]);
      if (command.parent === null || options.some((name) => !known.includes(name)))
        wrong.push(`${file}: debrief ${line}`);
    }
  }
  expect(called.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
