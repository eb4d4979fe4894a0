import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { child, nameOf, type Node } from '../house/ast.ts';
import { ownGate } from './gate.ts';
import { findLine, productSources, walk } from './sources.ts';

const list = 'tools/names-baseline.json';

const irregular =
  'told|shown|kept|held|written|drawn|chosen|taken|given|known|meant|said|seen|made|found|sent|built|left|begun|gone|done|put|brought|thought|heard|read|lost|drawn';
const participle = new RegExp(`^(?:[a-z]{2,}(?:ed|ing)|${irregular})$`);
/** Nouns and verbs that end like a participle. */
const noParticiples = new Set(
  'string thing ring ping feed need seed speed embed heading padding spacing bring read put'.split(
    ' ',
  ),
);

const functions = ['FunctionExpression', 'ArrowFunctionExpression'];

/** The name of a function that a node declares. */
function functionName(node: Node): string | null {
  if (node.type === 'FunctionDeclaration') return nameOf(child(node, 'id'));
  if (node.type !== 'VariableDeclarator') return null;
  const isFunction = functions.includes(child(node, 'init')?.type ?? '');
  return isFunction ? nameOf(child(node, 'id')) : null;
}

const isRefused = (name: string) =>
  /[a-z]Of$/.test(name) || (participle.test(name) && !noParticiples.has(name));

async function refusedNames(root: string): Promise<{ name: string; place: string }[]> {
  const found: { name: string; place: string }[] = [];
  for await (const source of productSources(root)) {
    walk(source.program, (node) => {
      const name = functionName(node);
      if (name !== null && isRefused(name))
        found.push({ name, place: `${source.path}:${findLine(source, node)}` });
    });
  }
  return found;
}

/**
 * Functions are named verb + object: no `…Of` but for a conversion, no bare participle. What was there when the gate came
 * is in the list, name → how often; the list only shrinks.
 */
export const namesGate = ownGate('names', async (root) => {
  const parsed: unknown = existsSync(join(root, list))
    ? JSON.parse(readFileSync(join(root, list), 'utf8'))
    : {};
  const limits = new Map(
    Object.entries(parsed ?? {}).map(([name, count]) => [name, Number(count)]),
  );
  const found = await refusedNames(root);
  const over = found.filter(
    ({ name }) => found.filter((one) => one.name === name).length > (limits.get(name) ?? 0),
  );
  return over.map(({ name, place }) => `${place}: name ${name} by what it does: verb and object`);
});

// `node tools/gates/names.ts`: shrinks the list to what is there now.
if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  const counts: Record<string, number> = {};
  for (const { name } of await refusedNames(root)) counts[name] = (counts[name] ?? 0) + 1;
  const sorted = Object.fromEntries(
    Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(join(root, list), `${JSON.stringify(sorted, null, 2)}\n`);
}
