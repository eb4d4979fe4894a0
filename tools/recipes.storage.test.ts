import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { applyStep, copyTree, readSteps } from './recipes.ts';
import { root } from './set-up.mjs';

const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

// The verb is one of the item that the recipe before it adds.
const headings = [
  'Add a format',
  'Add a tool',
  'Add an item',
  'Add a verb',
  'Add a kind of _Waiting for you_',
];

test(`the recipes work as written: ${headings.join(', ')}`, () => {
  const copy = mkdtempSync(join(tmpdir(), 'debrief-recipe-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  copyTree(root, copy);
  const steps = headings.flatMap((heading) => readSteps(contributing, heading));
  for (const step of steps) applyStep(copy, step);
  const run = (program: string, args: string[]) => {
    const env = { ...process.env, VITEST: '', NODE_OPTIONS: '' };
    const bin = join(root, 'node_modules', '.bin', program);
    const { status, stdout, stderr } = spawnSync(bin, args, { cwd: copy, encoding: 'utf8', env });
    return status === 0 ? '' : `${stdout}${stderr}`;
  };
  expect(run('tsc', ['-p', '.', '--pretty', 'false'])).toBe('');
  const tests = steps.map((step) => step.path).filter((path) => /\.test\.tsx?$/.test(path));
  expect(tests.length).toBeGreaterThan(0);
  expect(run('vitest', ['run', '--project', 'unit', ...tests])).toBe('');
});
