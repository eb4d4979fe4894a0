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

/** A code block of CONTRIBUTING.md that names a file: a new file, or lines to insert into one. */
interface Step {
  path: string;
  isInsert: boolean;
  body: string;
}

const block = /^```(ts|tsx|diff) (\S+)\n([\s\S]*?)^```$/gm;

/** The steps under one heading of a document. */
export function readSteps(document: string, heading: string): Step[] {
  const section = document.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(block)].map(([, language, path = '', body = '']) => ({
    path,
    isInsert: language === 'diff',
    body,
  }));
}

/** Copies the tree, with packages that lead to the copy and everything else to the original. */
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

/** Errors: when the line to insert after is not in the file. */
export function applyStep(root: string, { path, isInsert, body }: Step): void {
  const file = join(root, path);
  if (!isInsert) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
    return;
  }
  const lines = body.trimEnd().split('\n');
  const after = lines.filter((line) => line.startsWith(' ')).map((line) => line.slice(1));
  const added = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
  const text = readFileSync(file, 'utf8');
  const place = `\n${after.join('\n')}\n`;
  if (!text.includes(place)) throw new Error(`${path} does not contain: ${after.join(' / ')}`);
  writeFileSync(
    file,
    text.replace(place, () => `${place}${added.join('\n')}\n`),
  );
}
