import { child, getName, type Node } from '../house/ast.ts';
import { ownGate } from './gate.ts';
import { findLine, allSources, walk } from './sources.ts';

const irregular =
  'told|shown|kept|held|written|drawn|chosen|taken|given|known|meant|said|seen|made|found|sent|built|left|begun|gone|done|put|brought|thought|heard|read|lost';
const participle = new RegExp(`^(?:[a-z]{2,}(?:ed|ing)|${irregular})$`);
/** Nouns and verbs that end like a participle. */
const noParticiples = new Set(
  'string thing ring ping feed need seed speed embed heading padding spacing bring read put finding mapping wording reading meeting setting hardening sharing'.split(
    ' ',
  ),
);
/** Pronouns, adverbs and fillers: a file named by one of them names no concept. */
const fillers = new Set(
  'mine myself other others both again beside apart alone together elsewhere meanwhile once alike what whose inside outside looked meant told said gone shown'.split(
    ' ',
  ),
);

const functions = ['FunctionExpression', 'ArrowFunctionExpression'];

/** The name of a function declared by a node. */
function functionName(node: Node): string | null {
  if (node.type === 'FunctionDeclaration') return getName(child(node, 'id'));
  if (node.type !== 'VariableDeclarator') return null;
  const isFunction = functions.includes(child(node, 'init')?.type ?? '');
  return isFunction ? getName(child(node, 'id')) : null;
}

const isParticiple = (word: string) => participle.test(word) && !noParticiples.has(word);

/** `record/looked.ts` and `what-was-pasted.tsx` are refused, `signed-out-page.tsx` is not. */
function isRefusedFile(path: string): boolean {
  const words = (path.split('/').at(-1)?.split('.')[0] ?? '').split('-');
  return (
    words.some((word) => fillers.has(word)) || (words.length === 1 && words.some(isParticiple))
  );
}

/**
 * Functions are named verb + object: no `…Of`, no bare participle. Files are named for the concept
 * they contain.
 */
export const namesGate = ownGate('names', async (root) => {
  const findings: string[] = [];
  for await (const source of allSources(root)) {
    if (isRefusedFile(source.path))
      findings.push(`${source.path}: name the file for the concept it contains`);
    walk(source.program, (node) => {
      const name = functionName(node);
      if (name !== null && (/[a-z]Of$/.test(name) || isParticiple(name)))
        findings.push(
          `${source.path}:${findLine(source, node)}: name ${name} by what it does: verb and object`,
        );
    });
  }
  return findings;
});
