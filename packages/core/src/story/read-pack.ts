import type { Competency } from '@debrief/contract';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { DomainError, type Issue } from '../errors.ts';

/** A pack as its file gives it. */
export interface ReadPack {
  name: string;
  competencies: Competency[];
}

const most = 60;
const shape =
  'Write a name and a list of competencies, each with a name and, at will, a hint:\n\nname: Our principles\ncompetencies:\n  - name: Customers first\n    hint: Impact checked early';

/**
 * Reads a pack of competencies from YAML. A competency may be its name alone. Pure.
 * Errors: `invalid` with every problem and its line.
 */
export function readPack(text: string): ReadPack {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const issues: Issue[] = [];
  const complain = (offset: number | undefined, message: string) => void issues.push({ at: `line ${lines.linePos(offset ?? 0).line}`, message });
  for (const error of document.errors) complain(error.pos[0], `This is not YAML: ${error.message}`);
  const root = document.contents;
  const name = root !== null && isMap(root) ? textOf(root.get('name', true)) : null;
  const list = root !== null && isMap(root) ? root.get('competencies', true) : null;
  if (issues.length === 0 && !name) complain(0, 'The pack has no name. Begin with “name: …”');
  const competencies: Competency[] = [];
  if (issues.length === 0 && !(isSeq(list) && list.items.length > 0))
    complain(0, 'The pack lists no competencies. Write them under “competencies:”, each on a line with a dash');
  if (isSeq(list)) {
    for (const item of list.items) {
      const one = competencyOf(item);
      if (one === null) complain(offsetOf(item), 'A competency is a name, or a name and a hint');
      else if (competencies.some((other) => other.key === keyOf(name ?? '', one.name))) complain(offsetOf(item), `“${one.name}” is there twice`);
      else competencies.push({ ...one, key: keyOf(name ?? '', one.name) });
    }
  }
  if (competencies.length > most) complain(0, `A pack has ${most} competencies at most; this one has ${competencies.length}`);
  const [first] = issues;
  if (first) throw new DomainError('invalid', `${first.at}: ${first.message}.\n\n${shape}`, { issues });
  return { name: name ?? '', competencies };
}

/** How stories name a competency: the pack and the competency, in letters that every address takes. */
export function keyOf(pack: string, competency: string): string {
  return `${slug(pack)}/${slug(competency)}`;
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

function textOf(node: unknown): string | null {
  const value = isScalar(node) ? node.value : null;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' || text.length > 120 ? null : text;
}

function competencyOf(item: unknown): { name: string; hint: string } | null {
  const alone = textOf(item);
  if (alone !== null) return { name: alone, hint: '' };
  if (!isMap(item)) return null;
  const name = textOf(item.get('name', true));
  const hint = item.get('hint');
  return name === null ? null : { name, hint: typeof hint === 'string' ? hint.trim().slice(0, 500) : '' };
}

/** The cast holds for what stands in a list: the parser gives each node its place. */
function offsetOf(item: unknown): number | undefined {
  return (item as Node | null)?.range?.[0];
}
