import {
  cpSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root } from '../set-up.mjs';
import { gates } from './all.ts';

/**
 * What each gate must find in its canary (tools/canaries/<slug>). A gate that finds nothing there
 * is broken.
 */
const expected: Record<string, string[]> = {
  types: ['wrong-type.ts', 'TS2322'],
  lint: [
    'house(whole-walk)',
    'house(own-tables)',
    'house(room-faces)',
    'house(room-order)',
    'import(no-cycle)',
    'house(follow-arrows)',
    'house(no-env)',
    'house(no-wall-clock)',
    'house(one-door)',
    'eslint(max-lines)',
    'eslint(no-console)',
    'import(no-default-export)',
    'unicorn(filename-case)',
    'typescript(no-explicit-any)',
    'typescript(no-non-null-assertion)',
    'typescript(no-floating-promises)',
  ],
  'dead code': ['nobody-needs-me.ts'],
  format: ['badly-formatted.ts'],
  OpenAPI: ['docs/openapi.json differs'],
  docs: ['there is no packages/core/src/gone.ts', 'there is no missing-page.md'],
  migrations: [
    '0003-gap.sql: the next migration is 0002-name.sql',
    '0001-first.sql was released and has changed',
    '0002-gone.sql was released and is gone',
  ],
  words: [
    '“Somebody”',
    '“written down”',
    '“Choose”',
    '“stands in”',
    'comments.ts:1: “stands”',
    'comments.ts:2: “whoever”',
    'comments.ts:4: “whole”',
    'comments.ts:5: “holds”',
    'comments.ts:5: “nothing may”',
    'comments.ts:5: “tells”',
    'comments.ts:5: “neighbours”',
    'comments.ts:5: “too.”',
    'comments.ts:5: “Skipped where”',
    '“no such”',
    '“is it so”',
    '“already”',
    'docs/page.md:3: “reckoned”',
  ],
  names: ['name rowsOf by', 'name merged by', 'looked.ts: name the file', 'participles.ts:1'],
  'lock file': ['native-darwin-arm64'],
};
const slugs: Record<string, string> = {
  'dead code': 'dead-code',
  OpenAPI: 'openapi',
  'lock file': 'lock',
};

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The canary as a separate project, with this project's configuration and tools. */
function hatch(slug: string): string {
  folder = mkdtempSync(join(tmpdir(), 'debrief-canary-'));
  for (const config of ['.oxlintrc.json', '.oxfmtrc.json', 'tsconfig.json', 'knip.json'])
    copyFileSync(join(root, config), join(folder, config));
  cpSync(join(root, 'tools', 'canaries', slug), folder, { recursive: true });
  mkdirSync(join(folder, 'tools'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(root, 'tools', 'house'), join(folder, 'tools', 'house'));
  return folder;
}

test.each(gates.map((gate) => [gate.name, gate] as const))(
  'the gate "%s" refuses its canary',
  async (name, gate) => {
    const slug = slugs[name] ?? name;
    expect(existsSync(join(root, 'tools', 'canaries', slug))).toBe(true);
    const canary = hatch(slug);
    if (name === 'lint')
      writeFileSync(join(canary, 'apps/server/src/too-long.ts'), 'export {};\n'.repeat(401));
    const verdict = await gate.check(canary);
    expect(verdict.isHeld).toBe(false);
    const findings = verdict.findings.replaceAll('\\', '/');
    for (const finding of expected[name] ?? ['a canary for this gate'])
      expect(findings).toContain(finding);
  },
);

test('every place in the lint canary is found', async () => {
  const lint = gates.find((gate) => gate.name === 'lint');
  const verdict = await lint?.check(hatch('lint'));
  const count = (rule: string) => (verdict?.findings ?? '').split(`house(${rule})`).length - 1;
  expect({
    tables: count('own-tables'),
    doors: count('one-door'),
    clock: count('no-wall-clock'),
    arrows: count('follow-arrows'),
    order: count('room-order'),
  }).toEqual({
    tables: 3,
    doors: 4,
    clock: 2,
    arrows: 4,
    order: 6,
  });
});
