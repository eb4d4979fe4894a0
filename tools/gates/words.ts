import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, type Node } from '../house/ast.ts';
import { ownGate } from './gate.ts';
import { findLine, productSources, walk } from './sources.ts';

const list = 'tools/words-baseline.json';

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
];

export interface Finding {
  area: string;
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

export async function refusedWords(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const source of productSources(root)) {
    walk(source.program, (node) => {
      if (node.type === 'ImportDeclaration') return false;
      for (const text of readTexts(node).filter(isProse))
        for (const [pattern, instead] of refused) {
          const found = pattern.exec(text)?.[0];
          const isAllowed = allowed.some(([at, part]) => source.path === at && text.includes(part));
          if (found === undefined || isAllowed) continue;
          const place = `${source.path}:${findLine(source, node)}`;
          findings.push({ area: source.area, place, text: found, instead });
        }
      return true;
    });
  }
  return findings;
}

const countIn = (findings: Finding[], area: string) =>
  findings.filter((one) => one.area === area).length;

/** A ratchet: each area may have as many refused words as the list says, and the list only goes down. */
export const wordsGate = ownGate('words', async (root) => {
  const parsed: unknown = existsSync(join(root, list))
    ? JSON.parse(readFileSync(join(root, list), 'utf8'))
    : {};
  const limits = new Map(
    Object.entries(parsed ?? {}).map(([area, count]) => [area, Number(count)]),
  );
  const findings = await refusedWords(root);
  const over = [...new Set(findings.map((one) => one.area))].filter(
    (area) => countIn(findings, area) > (limits.get(area) ?? 0),
  );
  return findings
    .filter((one) => over.includes(one.area))
    .map((one) => `${one.place}: “${one.text.trim()}”: write ${one.instead}`)
    .concat(
      over.map((area) => `${area}: ${countIn(findings, area)}, at most ${limits.get(area) ?? 0}`),
    );
});

// `node tools/gates/words.ts`: lowers the list to what is there now. With an area (`packages/core`): prints its findings.
if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..');
  const findings = await refusedWords(root);
  const [wanted] = process.argv.slice(2);
  if (wanted !== undefined) {
    const own = findings.filter((one) => one.area === wanted);
    process.stdout.write(
      own.map((one) => `${one.place}: “${one.text}”: ${one.instead}\n`).join(''),
    );
  } else {
    const areas = [...new Set(findings.map((one) => one.area))].toSorted();
    const counts = Object.fromEntries(areas.map((area) => [area, countIn(findings, area)]));
    writeFileSync(join(root, list), `${JSON.stringify(counts, null, 2)}\n`);
  }
}
