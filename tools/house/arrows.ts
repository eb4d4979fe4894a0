import { basename } from 'node:path';
import { child, getText, type Node, type Rule, type RuleContext } from './ast.ts';
import { isTest, getPlace, getRoom, getTarget, getWorkspace } from './place.ts';

/**
 * The packages that a package or an app can import. No package imports an app, except that the CLI
 * starts the server.
 */
const arrows: Record<string, string[]> = {
  'packages/contract': [],
  'packages/rules': ['contract'],
  'packages/readers': ['contract', 'rules'],
  'packages/render': ['contract', 'rules'],
  'packages/prose': ['contract', 'rules'],
  'packages/promql': [],
  'packages/checks': [],
  'packages/core': ['contract', 'rules', 'readers', 'render', 'prose', 'promql', 'checks'],
  'packages/client': ['contract'],
  'packages/testkit': ['contract', 'rules', 'readers', 'core', 'client', 'server'],
  'apps/server': ['contract', 'rules', 'readers', 'core'],
  'apps/web': ['contract', 'client', 'rules', 'render', 'prose'],
  'apps/cli': ['contract', 'client', 'rules', 'prose', 'promql', 'checks', 'server'],
};
/** What tests and benchmarks can also import. */
const forTests = ['testkit', 'readers'];

/** Every import of a file: static ones, re-exports and `import()` of a string literal. */
function onImports(context: RuleContext, judge: (specifier: string) => string | null) {
  const look = (node: Node) => {
    const specifier = getText(child(node, 'source'));
    const message = specifier === null ? null : judge(specifier);
    if (message !== null) context.report({ node, message });
  };
  return {
    ImportDeclaration: look,
    ExportAllDeclaration: look,
    ExportNamedDeclaration: look,
    ImportExpression: look,
    TSImportType: look,
  };
}

export const followArrows: Rule = {
  create(context) {
    const place = getPlace(context);
    const workspace = getWorkspace(place);
    const allowed = workspace === null ? null : (arrows[workspace] ?? []);
    return onImports(context, (specifier) => {
      if (specifier.startsWith('.')) {
        const target = getTarget(place, specifier);
        return workspace !== null && !target.startsWith(`${workspace}/`)
          ? `This leaves ${workspace}: import another package by its name.`
          : null;
      }
      const [scope, name] = specifier.split('/');
      if (scope !== '@debrief')
        return workspace === 'packages/contract' && specifier !== 'zod' && !isTest(place)
          ? 'The contract only needs zod: browsers load it.'
          : null;
      if (allowed === null || name === undefined || name === workspace?.split('/')[1]) return null;
      if (allowed.includes(name) || (isTest(place) && forTests.includes(name))) return null;
      return `${workspace} cannot import @debrief/${name}: the order is contract ← rules ← {readers, render, prose, promql} ← core ← server, and contract ← client ← {web, cli}.`;
    });
  },
};

/**
 * The rooms of core, from the bottom up: each can import those before it, also types. `all-items`
 * and `needed-evidence` are files outside the rooms; others there can only import `db`.
 */
export const roomsInOrder = [
  'db',
  'access',
  'activity',
  'account',
  'guest',
  'saved-view',
  'incident',
  'tag',
  'identity',
  'evidence',
  'inbound',
  'people',
  'catalog',
  'item',
  'timeline',
  'investigation',
  'coding',
  'knowledge',
  'suspects',
  'policy',
  'follow-up',
  'safeguard',
  'runbook',
  'manual-check',
  'review',
  'meeting',
  'comment',
  'all-items',
  'report',
  'lens',
  'interview',
  'calibration',
  'report-check',
  'needed-evidence',
  'library',
  'story',
  'redaction',
  'undo-import',
  'retention',
  'delete-incident',
  'bundle',
  'notification',
];
/** The top rooms: no room imports them, not even a later one. */
const topRooms = new Set([
  'redaction',
  'undo-import',
  'retention',
  'delete-incident',
  'bundle',
  'notification',
]);

/** No room imports a later one, so that rooms form no cycle. */
export const roomOrder: Rule = {
  create(context) {
    const place = getPlace(context);
    const isInCore = place.startsWith('packages/core/src/') && !isTest(place);
    // The union of the tables is the only exception: it types the queries of every room.
    if (!isInCore || place === 'packages/core/src/db/tables.ts') return {};
    const own = getLevel(place);
    const rank = roomsInOrder.indexOf(own);
    return onImports(context, (specifier) => {
      if (!specifier.startsWith('.')) return null;
      const target = getTarget(place, specifier);
      const other = getLevel(target);
      if (other === own || (getRoom(target) === null && !roomsInOrder.includes(other))) return null;
      const otherRank = roomsInOrder.indexOf(other);
      const unknown = otherRank < 0 ? other : getRoom(place) !== null && rank < 0 ? own : null;
      if (unknown !== null)
        return `The room ${unknown} has no place in the order of rooms in tools/house/arrows.ts.`;
      if (otherRank > Math.max(rank, 0))
        return `The order of rooms: ${own} cannot import ${other}.`;
      return topRooms.has(other) ? `No room can import ${other}: it is at the top.` : null;
    });
  },
};

/** The room of a file of core, or the name of a file outside the rooms. */
function getLevel(path: string): string {
  return getRoom(path) ?? basename(path, '.ts');
}

/** A room uses another only through its index file. */
export const roomFaces: Rule = {
  create(context) {
    const place = getPlace(context);
    const room = getRoom(place);
    if (room === null || place === 'packages/core/src/db/tables.ts') return {};
    return onImports(context, (specifier) => {
      if (!specifier.startsWith('.'))
        return specifier.startsWith('@debrief/core') ? 'Inside core, import by path.' : null;
      const target = getTarget(place, specifier);
      const other = getRoom(target);
      if (other === null || other === room || target === `packages/core/src/${other}/index.ts`)
        return null;
      return `${other === 'db' ? 'This' : `The room ${other}`} is only used through ../${other}/index.ts.`;
    });
  },
};
