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
  comments: { value: string; start: number }[];
  /** Product code; otherwise a test, a tool, a benchmark or the demo. */
  isProduct: boolean;
}

const globs = [
  '{apps,packages}/*/src/**/*.{ts,tsx}',
  'packages/*/labelled/**/*.ts',
  'apps/*/*.{ts,mjs}',
  '{tools,e2e,bench,demo}/**/*.{ts,mjs}',
  '*.ts',
];
const skipped = /(?:^|\/)(?:node_modules|dist|canaries)(?:\/|$)/;
const product = /^(?:apps|packages)\/(?!testkit\/)[^/]+\/src\/(?!.*\.test\.tsx?$)/;

/** All source files: the product, its tests, tools, benchmarks and the demo's code. */
export async function* allSources(root: string): AsyncGenerator<Source> {
  const exclude = (name: string) => skipped.test(name.replaceAll('\\', '/'));
  for await (const found of glob(globs, { cwd: root, exclude })) {
    const path = found.replaceAll('\\', '/');
    if (skipped.test(path) || path.endsWith('.d.ts')) continue;
    const text = await readFile(join(root, path), 'utf8');
    const parsed = parseSync(path, text);
    const program: unknown = parsed.program;
    const area = path.split('/').slice(0, 2).join('/');
    const isProduct = product.test(path);
    if (isNode(program)) yield { path, area, text, program, comments: parsed.comments, isProduct };
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

export function findLine(source: Pick<Source, 'text'>, { start }: Record<string, unknown>): number {
  return source.text.slice(0, typeof start === 'number' ? start : 0).split('\n').length;
}
