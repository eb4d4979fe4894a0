import { type Competency, DomainError, type Issue } from '@debrief/contract';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

export interface ReadFramework {
  name: string;
  competencies: Competency[];
}

const most = 60;
const mostSigns = 60;
const longestSign = 60;
const fields = ['name', 'hint', 'signs'];
const shape =
  'Write a name and a list of competencies. Each needs a name, and can have a hint and the words that show it:\n\nname: Our principles\ncompetencies:\n  - name: Customers first\n    hint: Impact checked early\n    signs: [customer, support case, impact]';

/**
 * Reads a competency framework from YAML. A competency can be just its name. Pure. Errors:
 * `invalid` with every problem and its line.
 */
export function readFramework(text: string): ReadFramework {
  const lines = new LineCounter();
  refuseAnchors(text);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const issues: Issue[] = [];
  const complain = (offset: number | undefined, message: string) =>
    void issues.push({ at: `line ${lines.linePos(offset ?? 0).line}`, message });
  for (const error of document.errors) complain(error.pos[0], `Not valid YAML: ${error.message}`);
  const root = document.contents;
  const name = root !== null && isMap(root) ? readText(root.get('name', true)) : null;
  const list = root !== null && isMap(root) ? root.get('competencies', true) : null;
  if (issues.length === 0 && !name) complain(0, 'The framework has no name. Start with “name: …”');
  const competencies: Competency[] = [];
  if (issues.length === 0 && !(isSeq(list) && list.items.length > 0))
    complain(
      0,
      'The framework lists no competencies. Put them under “competencies:”, each on a line with a dash',
    );
  if (isSeq(list)) {
    for (const item of list.items) {
      const one = readCompetency(item, complain);
      if (one === null)
        complain(findOffset(item), 'A competency is a name, or a name with a hint and signs');
      else if (competencies.some((other) => other.key === toCompetencyKey(name ?? '', one.name)))
        complain(findOffset(item), `“${one.name}” appears twice`);
      else competencies.push({ ...one, key: toCompetencyKey(name ?? '', one.name) });
    }
  }
  if (competencies.length > most)
    complain(
      0,
      `A framework can have ${most} competencies at most, and this one has ${competencies.length}`,
    );
  const [first] = issues;
  if (first)
    throw new DomainError('invalid', `${first.at}: ${first.message}.\n\n${shape}`, { issues });
  return { name: name ?? '', competencies };
}

/** How stories refer to a competency: framework and competency, in URL-safe characters. */
export function toCompetencyKey(framework: string, competency: string): string {
  return `${slug(framework)}/${slug(competency)}`;
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 55);
}

function readText(node: unknown): string | null {
  const value = isScalar(node) ? node.value : null;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' || text.length > 120 ? null : text;
}

type Complain = (offset: number | undefined, message: string) => void;

function readCompetency(item: unknown, complain: Complain): Omit<Competency, 'key'> | null {
  const alone = readText(item);
  if (alone !== null) return { name: alone, hint: '', signs: [] };
  if (!isMap(item)) return null;
  for (const { key } of item.items) {
    const field = readText(key);
    if (field === null || !fields.includes(field))
      complain(
        findOffset(key),
        `“${String(key)}” isn't a field of a competency. Fields: ${fields.join(', ')}`,
      );
  }
  const name = readText(item.get('name', true));
  const hint = item.get('hint');
  return name === null
    ? null
    : {
        name,
        hint: typeof hint === 'string' ? hint.trim().slice(0, 500) : '',
        signs: readSigns(item.get('signs', true), complain),
      };
}

/**
 * The words that show a competency: a list, or one comma-separated line. Each is matched in
 * lowercase as a prefix of a word.
 */
function readSigns(node: unknown, complain: Complain): string[] {
  if (node === undefined || node === null || (isScalar(node) && node.value === null)) return [];
  const line = textOrNull(node);
  if (line === null && !isSeq(node)) {
    complain(
      findOffset(node),
      'Signs are a list of words: [customer, support case], or one per line, each with a dash',
    );
    return [];
  }
  const given = isSeq(node)
    ? node.items.map((one) => ({ one, words: textOrNull(one) }))
    : (line ?? '').split(/[,，、;；]/).map((words) => ({ one: node, words }));
  const signs: string[] = [];
  for (const { one, words } of given) {
    const sign = words?.trim().replaceAll(/\s+/g, ' ').toLowerCase() ?? '';
    if (!/\p{L}/u.test(sign)) complain(findOffset(one), 'A sign is one or a few words');
    else if (sign.length > longestSign)
      complain(
        findOffset(one),
        `“${sign.slice(0, 20)}…” is too long for a sign: use one or a few words, ${longestSign} letters at most`,
      );
    else if (/^(?!\p{Script=Han})\p{L}$/u.test(sign))
      complain(
        findOffset(one),
        `“${sign}” is a single letter, which every story contains. Use a word`,
      );
    else if (!signs.includes(sign)) signs.push(sign);
  }
  if (signs.length > mostSigns)
    complain(
      findOffset(node),
      `A competency can have ${mostSigns} signs at most, and this one has ${signs.length}`,
    );
  return signs;
}

function textOrNull(node: unknown): string | null {
  const value = isScalar(node) ? node.value : null;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** The cast holds for items of a list: the parser gives each node its position. */
function findOffset(item: unknown): number | undefined {
  return (item as Node | null)?.range?.[0];
}

/**
 * A framework needs no anchors, and resolving thousands of them takes minutes. Errors: `invalid`.
 */
function refuseAnchors(text: string): void {
  const anchors = text.match(/(?:^|[\s,[{:-])[&*][^\s,\]}]/gm)?.length ?? 0;
  if (anchors > 100)
    throw new DomainError('invalid', 'This YAML has too many anchors and aliases. Write them out.');
}
