import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { isNode, type Node } from '../house/ast.ts';

/** A parsed source file. */
export interface Source {
  path: string;
  /** `packages/core`. */
  area: string;
  text: string;
  program: Node;
}

export async function* productSources(root: string): AsyncGenerator<Source> {
  const exclude = (name: string) => name.includes('node_modules') || name.includes('dist');
  for await (const found of glob('{apps,packages}/*/src/**/*.{ts,tsx}', { cwd: root, exclude })) {
    const path = found.replaceAll('\\', '/');
    if (/\.test\.tsx?$|^packages\/testkit\//.test(path)) continue;
    const text = await readFile(join(root, path), 'utf8');
    const program: unknown = parseSync(path, text).program;
    const area = path.split('/').slice(0, 2).join('/');
    if (isNode(program)) yield { path, area, text, program };
  }
}

/** Visits each node below one; `enter` returns false to skip its children. */
export function walk(node: Node, enter: (node: Node, parent: Node | null) => boolean | void): void {
  const visit = (one: Node, parent: Node | null) => {
    if (enter(one, parent) === false) return;
    for (const [field, value] of Object.entries(one)) {
      if (field === 'parent') continue;
      for (const inner of Array.isArray(value) ? value : [value])
        if (isNode(inner)) visit(inner, one);
    }
  };
  visit(node, null);
}

export function findLine(source: Source, node: Node): number {
  const start = typeof node['start'] === 'number' ? node['start'] : 0;
  return source.text.slice(0, start).split('\n').length;
}
