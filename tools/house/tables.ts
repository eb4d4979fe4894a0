import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { child, children, getMember, getName, getText, type Node, type Rule } from './ast.ts';
import { isTest, getPlace, getRoom } from './place.ts';

/**
 * Tables that another room can read (never write) within one SQL statement, because a join in
 * memory would fetch what it filters out. Table → rooms, with the reason.
 */
const mayRead: Record<string, string[]> = {
  // Evidence is shown, counted and filtered with the names of its authors, 100,000 items at a time;
  // people are found by theirs.
  identity: ['evidence', 'people'],
  person: ['evidence', 'people'],
  // What is asked for again must not come back after it expired.
  source_retention: ['evidence'],
  // A service with a runbook that is written here has one: the list of gaps is filtered by it.
  runbook: ['catalog'],
  // Policies ask whether a follow-up has a safeguard, of up to 1,000 follow-ups at a time.
  safeguard: ['follow-up'],
  // Visibility of incidents is part of every query in every room.
  incident: ['access'],
  incident_member: ['access'],
};

const reads = new Set([
  'selectFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'innerJoinLateral',
  'leftJoinLateral',
  'from',
  'using',
]);
const writes = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto']);

const ownersByRoot = new Map<string, Map<string, string>>();

/** The owner of each table: each room declares its own in `tables.ts`. */
export function tableOwners(root: string): Map<string, string> {
  const known = ownersByRoot.get(root);
  if (known) return known;
  const owners = new Map<string, string>();
  const core = join(root, 'packages', 'core', 'src');
  for (const room of existsSync(core) ? readdirSync(core) : []) {
    const path = join(core, room, 'tables.ts');
    if (room === 'db' || !existsSync(path)) continue;
    const body =
      /export interface \w+Tables \{\n([\s\S]*?)\n\}/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
    for (const match of body.matchAll(/^ {2}(\w+): /gm)) owners.set(match[1] ?? '', room);
  }
  ownersByRoot.set(root, owners);
  return owners;
}

/** Only the room that owns a table uses it. */
export const ownTables: Rule = {
  create(context) {
    const place = getPlace(context);
    const room = getRoom(place);
    if (room === null || room === 'db' || isTest(place)) return {};
    const owners = tableOwners(context.cwd);
    const judge = (node: Node, table: string, isWrite: boolean) => {
      const owner = owners.get(table);
      if (owner === undefined || owner === room || (!isWrite && mayRead[table]?.includes(room)))
        return;
      context.report({
        node,
        message: `The table ${table} belongs to the room ${owner}: ask it through ../${owner}/index.ts${isWrite ? '' : ', or list the read with its reason in tools/house/tables.ts'}.`,
      });
    };
    return {
      CallExpression(node) {
        const callee = child(node, 'callee');
        const method =
          callee?.type === 'MemberExpression' ? getName(child(callee, 'property')) : null;
        if (method === null || !(reads.has(method) || writes.has(method))) return;
        const [first] = children(node, 'arguments');
        const texts =
          first?.type === 'ArrayExpression'
            ? children(first, 'elements').map(getText)
            : [getText(first ?? null)];
        for (const text of texts)
          if (text !== null) judge(node, text.split(/\s/)[0] ?? '', writes.has(method));
      },
      TaggedTemplateExpression(node) {
        const tag = child(node, 'tag');
        if (getName(tag) !== 'sql' && getMember(tag)?.[0] !== 'sql') return;
        for (const [table, isWrite] of tablesIn(textOfTemplate(child(node, 'quasi'))))
          judge(node, table, isWrite);
      },
    };
  },
};

function textOfTemplate(template: Node | null): string {
  return children(template, 'quasis')
    .map((quasi) => {
      const value = quasi['value'];
      return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : '';
    })
    .join(' ');
}

/**
 * Names where SQL expects a table; a name that no room declares is a common table expression or a
 * function.
 */
function tablesIn(text: string): [table: string, isWrite: boolean][] {
  const pattern =
    /\b(insert\s+into|delete\s+from|update|from|join|into)\s+(?:only\s+)?"?([a-z_]+)"?/gi;
  return [...text.matchAll(pattern)].map((match) => [
    match[2] ?? '',
    /^(insert|delete|update|into)/i.test(match[1] ?? ''),
  ]);
}
