import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { child, children, getName, type Node, isNode } from './house/ast.ts';

/** A column as a room declares it to the query builder. */
export interface DeclaredColumn {
  table: string;
  column: string;
  isNullable: boolean;
}

/**
 * Every column that the rooms declare in their `tables.ts`, read from the source: types do not
 * exist when tests run.
 */
export async function declaredColumns(root: string): Promise<DeclaredColumn[]> {
  const found: DeclaredColumn[] = [];
  for await (const file of glob('packages/core/src/*/tables.ts', { cwd: root })) {
    if (file.replaceAll('\\', '/') === 'packages/core/src/db/tables.ts') continue;
    const program: unknown = parseSync(file, readFileSync(join(root, file), 'utf8')).program;
    for (const statement of isNode(program) ? children(program, 'body') : [])
      found.push(...listColumns(child(statement, 'declaration')));
  }
  return found;
}

function listColumns(declaration: Node | null): DeclaredColumn[] {
  if (
    declaration?.type !== 'TSInterfaceDeclaration' ||
    !getName(child(declaration, 'id'))?.endsWith('Tables')
  )
    return [];
  return children(child(declaration, 'body'), 'body').flatMap((table) =>
    children(getType(table), 'members').map((column) => ({
      table: getName(child(table, 'key')) ?? '',
      column: getName(child(column, 'key')) ?? '',
      isNullable: isNullable(getType(column)),
    })),
  );
}

function getType(signature: Node): Node | null {
  return child(child(signature, 'typeAnnotation'), 'typeAnnotation');
}

/** `unknown` includes null; `Generated<T | null>` is like its argument. */
function isNullable(type: Node | null): boolean {
  if (type?.type === 'TSUnknownKeyword' || type?.type === 'TSNullKeyword') return true;
  if (type?.type === 'TSUnionType') return children(type, 'types').some(isNullable);
  const [argument] = children(child(type, 'typeArguments'), 'params');
  return (
    argument !== undefined && getName(child(type, 'typeName')) !== null && isNullable(argument)
  );
}
