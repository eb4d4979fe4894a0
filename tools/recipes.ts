import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A code block of CONTRIBUTING.md that names a file: a new file, or lines to change in one. */
interface Step {
  path: string;
  isDiff: boolean;
  body: string;
}

const block = /^```(ts|tsx|sql|diff) (\S+)\n([\s\S]*?)^```$/gm;

/** The steps under one heading of a document. */
export function readSteps(document: string, heading: string): Step[] {
  const section = document.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(block)].map(([, language, path = '', body = '']) => ({
    path,
    isDiff: language === 'diff',
    body,
  }));
}

/** Copies the tree, with packages that link to the copy and everything else to the original. */
export function copyTree(root: string, to: string): void {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  for (const file of stdout.trim().split('\n')) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(root, file), join(to, file));
  }
  const modules = join(to, 'node_modules');
  mkdirSync(join(modules, '@debrief'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!['@debrief', '.cache'].includes(name))
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const area of ['apps', 'packages'])
    for (const name of readdirSync(join(to, area))) {
      symlinkSync(join(to, area, name), join(modules, '@debrief', name));
      const own = join(root, area, name, 'node_modules');
      if (existsSync(own)) symlinkSync(own, join(to, area, name, 'node_modules'));
    }
}

/** Errors: if the lines to change are not in the file. */
export function applyStep(root: string, { path, isDiff, body }: Step): void {
  const file = join(root, path);
  if (!isDiff) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    return;
  }
  const lines = body.trimEnd().split('\n');
  const without = (mark: string) =>
    `\n${lines.flatMap((line) => (line.startsWith(mark) ? [] : [line.slice(1)])).join('\n')}\n`;
  const before = without('+');
  const text = `\n${readFileSync(file, 'utf8')}`;
  if (!text.includes(before)) throw new Error(`${path} does not contain: ${before.trim()}`);
  writeFileSync(file, text.replace(before, () => without('-')).slice(1));
}
