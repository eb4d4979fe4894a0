import { join } from 'node:path';
import { child, nameOf, textOf, type Node } from '../house/ast.ts';
import { ownGate } from './gate.ts';
import { findLine, productSources, walk } from './sources.ts';

/** Words that the interface, the command line and errors do not use. What to write instead is beside each. */
const refused: [RegExp, string][] = [
  [/\b(?:somebody|anybody|whoever|whom)\b/i, 'someone, anyone, or the role'],
  [/\bnobody\b/i, 'no one, None, Unassigned'],
  [/\bstands? (?:in|beside|under|behind|for|there)\b/i, 'is, appears, is shown'],
  [/\b(?:alone|alike|apart|anew)\b/i, 'only, similar, separately, again'],
  [/\bthere (?:is|are) no such\b/i, 'not found'],
  [/\bwr(?:ite|ote|itten|ites) down\b/i, 'add, log'],
  [/\bcho(?:ose|oses|sen|se)\b/i, 'select'],
  [/\bt(?:ake|aken|akes|ook) (?:away|off|back|out)\b/i, 'remove, clear, undo'],
  [/\bgo(?:es)? on\b/i, 'continue'],
  [/\b(?:brings?|brought) in\b|\bhands? out\b/i, 'import, export'],
  [/\brests? on\b|\bheld (?:against|beside)\b/i, 'is based on, compare with'],
  [/\bhold(?:s)? (?:against|beside)\b/i, 'compare with'],
  [/\bmend(?:s|ed|ing)?\b|\breckon(?:s|ed)?\b/i, 'fix, calculate'],
  [/\bmeanwhile\b|\bbesides?\b/i, 'while …, next to'],
  [/\b(?:begins?|began|begun|beginning)\b/i, 'start'],
  [/\bwhole\b/i, 'full, entire'],
  [/\blets? in(?:to)?\b/i, 'share with'],
  [/\b(?:leave it as it is|let it go|look at it first)\b/i, 'Cancel, Discard, preview'],
  [/\bmeant so\b|\bfor good\b/i, 'Keep as is, permanently'],
  [/\btold\b/i, 'preview, format, say'],
  [/\bof (?:yours|mine)\b/i, 'your, my'],
  [/\be-mail\b|\btelephone\b/i, 'email, phone'],
  [/ (?:too|as well)[.!]?$/i, 'also, before the verb'],
];

/** Texts that may use such a word all the same: path and a part of the text. */
const allowed: [path: string, part: string][] = [
  ['packages/contract/src/report/sections.ts', 'what to take away'],
  ['packages/readers/src/table/mapping.ts', 'at timestamp time datetime'],
];

export interface Finding {
  place: string;
  text: string;
  instead: string;
}

/** The texts of a node that people read: those with a space or a capital at the start. */
function readTexts(node: Node): string[] {
  if (node.type === 'ImportDeclaration' || node.type === 'TSLiteralType') return [];
  const literal = node.type === 'JSXText' ? node['value'] : textOf(node);
  if (typeof literal === 'string') return [literal];
  const value = node.type === 'TemplateElement' ? node['value'] : null;
  return typeof value === 'object' && value !== null && 'raw' in value ? [String(value.raw)] : [];
}

const isProse = (text: string) => /[a-z] |^\s*[A-Z][a-z]/.test(text);

/** Files that say so at their start contain what other people write: sample stories, words of their languages. */
const isLanguageData = (text: string) => text.startsWith('// Language data: ');

/** Alternatives of a pattern, and lists of words: they are compared with what people write. */
const isWordList = (text: string) => /\w\|\w/.test(text) || /^(?:[^,.!?]{1,30}, ){6}/.test(text);

/** Whether a node is a pattern (`String.raw`) or a list that is split into its words. */
function isPatternOrList(node: Node): boolean {
  const callee = child(node, node.type === 'TaggedTemplateExpression' ? 'tag' : 'callee');
  const property = callee && nameOf(child(callee, 'property'));
  return property === 'raw' || property === 'split';
}

export async function refusedWords(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const source of productSources(root)) {
    if (isLanguageData(source.text)) continue;
    walk(source.program, (node) => {
      if (node.type === 'ImportDeclaration' || isPatternOrList(node)) return false;
      for (const text of readTexts(node).filter((one) => isProse(one) && !isWordList(one)))
        for (const [pattern, instead] of refused) {
          const found = pattern.exec(text)?.[0];
          const isAllowed = allowed.some(([at, part]) => source.path === at && text.includes(part));
          if (found === undefined || isAllowed) continue;
          const place = `${source.path}:${findLine(source, node)}`;
          findings.push({ place, text: found, instead });
        }
      return true;
    });
  }
  return findings;
}

/** No text of the product uses a refused word. */
export const wordsGate = ownGate('words', async (root) => {
  const findings = await refusedWords(root);
  return findings.map((one) => `${one.place}: “${one.text.trim()}”: write ${one.instead}`);
});

// `node tools/gates/words.ts packages/core`: prints the findings of an area.
if (import.meta.main) {
  const findings = await refusedWords(join(import.meta.dirname, '..', '..'));
  const [area = ''] = process.argv.slice(2);
  const own = findings.filter((one) => one.place.startsWith(area));
  process.stdout.write(own.map((one) => `${one.place}: “${one.text}”: ${one.instead}\n`).join(''));
}
