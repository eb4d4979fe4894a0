/** A node of the syntax tree, as the linter passes it to a rule; only what our rules read. */
export interface Node {
  type: string;
  parent?: Node;
  [field: string]: unknown;
}

export interface RuleContext {
  filename: string;
  cwd: string;
  report(problem: { node: Node; message: string }): void;
}

export type Visitor = Record<string, (node: Node) => void>;

export interface Rule {
  create(context: RuleContext): Visitor;
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

export function child(node: Node | null, field: string): Node | null {
  const value = node?.[field];
  return isNode(value) ? value : null;
}

export function children(node: Node | null, field: string): Node[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function getName(node: Node | null): string | null {
  return node?.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : null;
}

/** The text of a string literal or of a template without placeholders. */
export function getText(node: Node | null): string | null {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  return null;
}

/** `a.b` as ['a', 'b']; null for anything other than two plain names. */
export function getMember(node: Node | null): [object: string, property: string] | null {
  if (node?.type !== 'MemberExpression') return null;
  const object = getName(child(node, 'object'));
  const property = getName(child(node, 'property')) ?? getText(child(node, 'property'));
  return object !== null && property !== null ? [object, property] : null;
}
