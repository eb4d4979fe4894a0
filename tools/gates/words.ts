import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { child, children, getName, getText, type Node } from '../house/ast.ts';
import { ownGate } from './gate.ts';
import { allSources, findLine, walk, type Source } from './sources.ts';

/** Words that the product, its code and its documents do not use, and what to write instead. */
const refused: [RegExp, string][] = [
  [/\b(?:somebody|anybody|everybody|whoever|whom)\b/i, 'someone, anyone, or the role'],
  [/\bnobody\b/i, 'no one, None, Unassigned'],
  [/\bstands? (?:in|inside|beside|under|behind|for|there|where)\b/i, 'is, appears, is shown'],
  [/\b(?:alone|alike|apart|anew)\b/i, 'only, similar, separately, again'],
  [/\bno such\b(?! file)/i, 'not found'],
  [/\b(?:no \w+|nothing) may\b|\bmay (?:never|only)\b/i, 'can, must'],
  [/\bis (?:it|this) so\b/i, 'is this right'],
  [/\bwr(?:ite|ote|itten|ites) down\b/i, 'add, log'],
  [/\bcho(?:ose|oses|sen|se)\b/i, 'select'],
  [/\bt(?:ake|aken|akes|ook) (?:away|off|back|out)\b/i, 'remove, clear, undo'],
  [/\bgo(?:es)? on\b/i, 'continue'],
  [/\b(?:brings?|brought) in\b|\bhands? out\b/i, 'import, export'],
  [/\brests? on\b|\bheld (?:against|beside)\b/i, 'is based on, compare with'],
  [/\bhold(?:s)? (?:against|beside)\b/i, 'compare with'],
  [/(?<!\bcasts? (?:in this file )?)\bholds?\b(?! (?:back|up|(?:a|the) lock)\b)/i, 'contain, have'],
  [/\bmend(?:s|ed|ing)?\b|\breckon(?:s|ed)?\b/i, 'fix, calculate'],
  [/\bmeanwhile\b|\bbesides?\b/i, 'while …, next to'],
  [/\b(?:begins?|began|begun|beginning)\b/i, 'start'],
  [/\bwhole\b(?! numbers?\b)/i, 'full, entire'],
  [/\blets? in(?:to)?\b/i, 'share with'],
  [/\b(?:leave it as it is|let it go|look at it first)\b/i, 'Cancel, Discard, preview'],
  [/\bmeant so\b|\bfor good\b/i, 'Keep as is, permanently'],
  [/\btold\b/i, 'preview, format, say'],
  [/\bof (?:yours|mine)\b/i, 'your, my'],
  [/\be-mail\b|\btelephone\b/i, 'email, phone'],
  [/ (?:too|as well|already)[.!]?$/i, 'also or already, before the verb'],
  [
    /\b(?:neighbour|colour|behaviour|favour|organis|recognis|normalis|summaris)\w*/i,
    'American spelling',
  ],
];

/** Words that are only refused in comments, test titles and documents. */
const refusedInProse: [RegExp, string][] = [
  [/\b(?:stands?|stood)\b(?! for\b)/i, 'is, appears, is shown'],
  [/\bbears?\b|\bborne\b/i, 'has'],
  [/\bone(?:'s|’s) own\b/i, 'your own, the actor’s own'],
  [/\bis (?:here|there) already\b/i, 'already exists'],
  [/\bany more\b/i, 'no longer'],
  [/(?<!\b(?:to|can|can['’]t|could) )\btells?\b(?! (?:stories|you)\b)/i, 'show, say, send'],
  [/\b(?:too|as well|already)\.(?= [A-Z]|$)/, 'also or already, before the verb'],
  [/\b(?:skipped where|where there is)\b/i, 'if'],
  [/\bwhere (?:\w+ ){1,3}(?:is missing|is needed|does(?: not|n['’]t) exist)\b/i, 'if'],
];

/** Texts that use such a word for a good reason: path and a part of the text. */
const allowed: [path: string, part: string][] = [
  ['packages/contract/src/report/section-words.ts', 'what to take away'],
  ['packages/readers/src/table/mapping.ts', 'at timestamp time datetime'],
  ['apps/web/src/frame/frame.tsx', 'appearance colour mode night'],
  ['tools/postgres.ts', 'neither of the users postgres and nobody'],
];

export interface Finding {
  place: string;
  text: string;
  instead: string;
}

const isProse = (text: string) => /[a-z] |^\s*[A-Z][a-z]/.test(text);

/** Files marked at their start contain text by people: sample stories, words of their languages. */
const isLanguageData = (text: string) => text.startsWith('// Language data: ');

/** Alternatives of a pattern, and lists of words: they are compared with user text. */
const isWordList = (text: string) => /\w\|\w/.test(text) || /^(?:[^,.!?]{1,30}, ){6}/.test(text);

/** Code, quotes and examples in *italics* are not our own words. */
const withoutQuotes = (text: string) =>
  text.replaceAll(
    /```[\s\S]*?```|`[^`]*`|"[^"\n]*"|“[^”]*”|\*[^*\s][^*\n]*\*(?!\*)|\([^)]*:\/\/[^)]*\)/g,
    (quoted) => quoted.replaceAll(/[^\n]/g, ' '),
  );

function findRefused(
  text: string,
  words: [RegExp, string][],
  path: string,
): Omit<Finding, 'place'>[] {
  return words.flatMap(([pattern, instead]) => {
    const found = pattern.exec(text)?.[0];
    const isAllowed = allowed.some(([at, part]) => path === at && text.includes(part));
    return found === undefined || isAllowed ? [] : [{ text: found, instead }];
  });
}

/** The texts of a node that people read: those with a space or a capital at the start. */
function readTexts(node: Node): string[] {
  if (node.type === 'ImportDeclaration' || node.type === 'TSLiteralType') return [];
  const literal = node.type === 'JSXText' ? node['value'] : getText(node);
  if (typeof literal === 'string') return [literal];
  const value = node.type === 'TemplateElement' ? node['value'] : null;
  return typeof value === 'object' && value !== null && 'raw' in value ? [String(value.raw)] : [];
}

/** Whether a node is a pattern (`String.raw`) or a list that is split into words. */
function isPatternOrList(node: Node): boolean {
  const callee = child(node, node.type === 'TaggedTemplateExpression' ? 'tag' : 'callee');
  const property = callee && getName(child(callee, 'property'));
  return property === 'raw' || property === 'split';
}

/** Strings and JSX text of the product. */
function findInStrings(source: Source): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node) => {
    if (node.type === 'ImportDeclaration' || isPatternOrList(node)) return false;
    for (const text of readTexts(node).filter((one) => isProse(one) && !isWordList(one)))
      for (const finding of findRefused(text, refused, source.path))
        findings.push({ place: `${source.path}:${findLine(source, node)}`, ...finding });
    return true;
  });
  return findings;
}

const testFunctions = ['test', 'it', 'describe', 'describeOnServer'];

/** The title of a test: `test('…')`, `test.each(…)('…')`. */
function testTitle(node: Node): Node | null {
  if (node.type !== 'CallExpression') return null;
  let callee = child(node, 'callee');
  while (callee && callee.type !== 'Identifier')
    callee = child(callee, callee.type === 'MemberExpression' ? 'object' : 'callee');
  return testFunctions.includes(getName(callee) ?? '')
    ? (children(node, 'arguments')[0] ?? null)
    : null;
}

/** Comments and titles of tests, in all sources. */
function findInProse(source: Source): Finding[] {
  const texts = source.comments.map(({ value, start }) => ({
    text: withoutQuotes(value.replaceAll(/\n\s*\*?\s*/g, ' ')),
    start,
  }));
  walk(source.program, (node) => {
    const title = testTitle(node);
    const text = title && getText(title);
    if (typeof text === 'string') texts.push({ text, start: Number(title?.['start']) });
  });
  return texts.flatMap(({ text, start }) =>
    findRefused(text, [...refused, ...refusedInProse], source.path).map((finding) => ({
      place: `${source.path}:${findLine(source, { start })}`,
      ...finding,
    })),
  );
}

const documents = ['*.md', 'docs/**/*.md', 'bench/*.md', '{apps,packages}/*/*.md', 'demo/*.md'];

/** Of the changelog, only the unreleased version is checked. */
function findInDocument(path: string, text: string): Finding[] {
  const checked = path === 'CHANGELOG.md' ? (text.split(/^## (?!.*unreleased)/m)[0] ?? '') : text;
  return withoutQuotes(checked)
    .split('\n')
    .flatMap((line, index) =>
      findRefused(line, [...refused, ...refusedInProse], path).map((finding) => ({
        place: `${path}:${index + 1}`,
        ...finding,
      })),
    );
}

/** Tools and benchmarks print their own words; strings of tests are samples. */
const ownWords = /^(?:tools|bench)\/(?!gates\/|.*\.test\.ts$)/;

export async function refusedWords(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const source of allSources(root)) {
    if (isLanguageData(source.text)) continue;
    if (source.isProduct || ownWords.test(source.path)) findings.push(...findInStrings(source));
    findings.push(...findInProse(source));
  }
  const exclude = (name: string) => name.includes('node_modules');
  for await (const path of glob(documents, { cwd: root, exclude }))
    findings.push(
      ...findInDocument(path.replaceAll('\\', '/'), await readFile(join(root, path), 'utf8')),
    );
  return findings;
}

/** No text of the product, comment, test title or document uses a refused word. */
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
