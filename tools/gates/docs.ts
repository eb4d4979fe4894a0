import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownGate } from './gate.ts';

const top = ['apps', 'bench', 'demo', 'docs', 'e2e', 'packages', 'tools', '.ci'];
const quotedPath = new RegExp(
  `\`((?:${top.map((name) => name.replace('.', String.raw`\.`)).join('|')})/[\\w./@-]*)\``,
  'g',
);
const link = /\]\(((?!https?:|mailto:|#)[^)#\s]+)[^)]*\)/g;

/** Every path that the documents quote or link to exists. */
export const docsGate = ownGate('docs', async (root) => {
  const findings: string[] = [];
  for await (const file of glob(
    ['*.md', 'docs/**/*.md', 'bench/*.md', 'apps/*/*.md', 'packages/*/*.md'],
    {
      cwd: root,
      exclude: (name) => name.includes('node_modules'),
    },
  )) {
    const text = await readFile(join(root, file), 'utf8');
    const places = [
      ...[...text.matchAll(quotedPath)].map((match) => ({
        shown: match[1] ?? '',
        path: match[1] ?? '',
      })),
      ...[...text.matchAll(link)].map((match) => ({
        shown: match[1] ?? '',
        path: join(dirname(file), match[1] ?? ''),
      })),
    ];
    for (const { shown, path } of places) {
      if (!existsSync(join(root, path))) findings.push(`${file}: there is no ${shown}`);
    }
  }
  return findings;
});
