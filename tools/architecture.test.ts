import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomsInOrder } from './house/arrows.ts';
import { root } from './set-up.mjs';

const text = readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8');
const section = (heading: string) =>
  text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';

test('the walk of a write names at most 20 files, and each of them exists', () => {
  const files = [...section('The path of a write').matchAll(/^\d+\. `([^`]+)`/gm)].map(
    ([, file = '']) => file,
  );
  expect(files.length).toBeGreaterThan(10);
  expect(files.length).toBeLessThanOrEqual(20);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('the drawing has every room, in the order that the lint rule checks', () => {
  const drawn = /```\n([\s\S]*?)```/.exec(section('The order of rooms in core'))?.[1] ?? '';
  const [top = '', ...below] = drawn.split('\n').filter((line) => /[a-z]/.test(line));
  const names = below.map((line) => line.trim().split(/\s/)[0] ?? '');
  const inOrder = roomsInOrder.toReversed();
  const onTop = inOrder.slice(0, inOrder.length - names.length);
  expect(names).toEqual(inOrder.slice(onTop.length));
  for (const room of onTop) expect(top).toContain(room);
  const folders = readdirSync(join(root, 'packages', 'core', 'src'), { withFileTypes: true });
  for (const { name } of folders.filter((one) => one.isDirectory())) expect(drawn).toContain(name);
});
