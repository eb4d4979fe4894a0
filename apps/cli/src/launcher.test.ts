import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { nodeMemory } from '../node-memory.mjs';
import { debrief, launcher } from './testing/command.ts';

const shell = promisify(execFile);

test('the command starts, prints its version and ends', async () => {
  expect(await debrief('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
});

test('a wrong call exits with 64 and prints nothing on stdout', async () => {
  const ended = await debrief('improt');
  expect(ended).toMatchObject({ code: 64, out: '' });
  expect(ended.err).toContain('debrief: Unknown command');
});

test('the command exits silently when its reader stops reading', async () => {
  const script = `"$1" "$2" --help | (exec 0<&-; sleep 1); echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await shell('bash', [
    '-c',
    script,
    'bash',
    process.execPath,
    launcher,
  ]);
  expect({ stdout, stderr }).toEqual({ stdout: '141\n', stderr: '' });
});

test('the first line of the command has the settings of every other start', async () => {
  const [first] = (await readFile(launcher, 'utf8')).split('\n');
  const env = Object.entries(nodeMemory.env).map(([name, value]) => `${name}=${value}`);
  expect(first).toBe(['#!/usr/bin/env -S', ...env, 'node', ...nodeMemory.args].join(' '));
});
