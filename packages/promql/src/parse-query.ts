import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import { parseDuration } from './duration.ts';
import { QueryError } from './errors.ts';
import { metricName } from './labels.ts';
import { parseNumber, parseQuoted } from './literals.ts';
import { checkTypes } from './check-types.ts';
import { compileRegex } from './select.ts';
import {
  comparisons,
  setOperators,
  type Aggregation,
  type Binary,
  type Expr,
  type FixedTime,
  type Matcher,
  type Matching,
  type Selector,
  type Subquery,
} from './syntax.ts';

/** Deeper ones would need more stack than there is. */
const deepest = 200;

/**
 * Reads a PromQL query. Errors: `syntax` where Prometheus 2.42 refuses it, `unsupported` for what
 * only later versions can do.
 */
export function parseQuery(text: string): Expr {
  const tree = parser.parse(toNewGrammar(text));
  const problem = findProblem(tree.topNode);
  if (problem) throw new QueryError('syntax', describeProblem(text, problem));
  const [body] = childNodes(tree.topNode);
  if (!body) throw new QueryError('syntax', 'the expression is empty');
  const expr = new Reader(text).read(body);
  checkTypes(expr);
  return expr;
}

function describeProblem(text: string, { from, to }: SyntaxNode): string {
  const found = text.slice(from, Math.max(to, from + 1));
  const called = found.startsWith('(') ? /([a-zA-Z_]\w*)\s*$/.exec(text.slice(0, from)) : null;
  if (called) return `unknown function "${called[1] ?? ''}"`;
  return found.trim() === ''
    ? 'unexpected end of the expression'
    : `unexpected "${found.slice(0, 40)}" at character ${from + 1}`;
}

const inQuotesOrComment = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#.*/;
const oldParts = new RegExp(
  `(?:${inQuotesOrComment.source})|(\\b\\d+)\\.(?![\\de])|(\\bholt_winters)(?=\\s*\\()`,
  'g',
);

/**
 * The grammar is that of Prometheus 3, which has no `2.` and no `holt_winters`. Both are replaced by
 * text of the same length; names are read from the text itself.
 */
function toNewGrammar(text: string): string {
  return text.replace(oldParts, (all: string, number?: string, name?: string) => {
    if (number !== undefined) return `${number} `;
    return name === undefined ? all : 'day_of_month';
  });
}

function findProblem(top: SyntaxNode): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  top.cursor().iterate((node) => {
    if (node.type.isError && !found) found = node.node;
    return !found;
  });
  return found;
}

/** Without comments. */
function childNodes(node: SyntaxNode): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'LineComment') nodes.push(child);
  return nodes;
}

/**
 * The grammar gives what is at the end to all that is before it, and it belongs to the last operand:
 * `a + b offset 5m` and `a + b[1h:]`.
 */
function changeLast(expr: Expr, node: SyntaxNode, change: (last: Expr) => Expr): Expr {
  const last = childNodes(node).at(-1);
  if (last && node.name === 'BinaryExpr' && expr.kind === 'binary')
    return { ...expr, right: changeLast(expr.right, last, change) };
  if (last && node.name === 'UnaryExpr' && expr.kind === 'negated')
    return { ...expr, of: changeLast(expr.of, last, change) };
  return change(expr);
}

/** One query: its text, from which the nodes take theirs. */
class Reader {
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: SyntaxNode): Expr {
    this.#depth += 1;
    if (this.#depth > deepest)
      throw new QueryError('unsupported', `more than ${deepest} levels in one query`);
    const expr = this.#readNode(node);
    this.#depth -= 1;
    return expr;
  }

  #readNode(node: SyntaxNode): Expr {
    switch (node.name) {
      case 'ParenExpr':
        return this.read(this.#child(node, 0));
      case 'NumberDurationLiteral':
        return { kind: 'number', value: parseNumber(this.#says(node).replaceAll(/\s/g, '')) };
      case 'StringLiteral':
        return { kind: 'text', text: parseQuoted(this.#says(node)) };
      case 'UnaryExpr':
        return this.#readUnary(node);
      case 'BinaryExpr':
        return this.#readBinary(node);
      case 'AggregateExpr':
        return this.#readAggregation(node);
      case 'FunctionCall':
        return {
          kind: 'call',
          name: this.#says(this.#child(node, 0)),
          args: this.#readArgs(node),
        };
      case 'VectorSelector':
        return this.#readSelector(node);
      case 'MatrixSelector':
        return this.#readRange(node);
      case 'SubqueryExpr':
        return this.#readSubquery(node);
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return this.#readShifted(node);
      default:
        throw new QueryError('unsupported', `${node.name} of a later version of Prometheus`);
    }
  }

  #says(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  #child(node: SyntaxNode, index: number): SyntaxNode {
    const child = childNodes(node)[index];
    if (!child) throw new QueryError('syntax', `incomplete: "${this.#says(node)}"`);
    return child;
  }

  #readUnary(node: SyntaxNode): Expr {
    const of = this.read(this.#child(node, 1));
    if (this.#says(this.#child(node, 0)) === '+') return of;
    return of.kind === 'number' ? { kind: 'number', value: -of.value } : { kind: 'negated', of };
  }

  /** `-1 ^ 2` is `-(1 ^ 2)`; the grammar reads the sign as part of the number. */
  #readBinary(node: SyntaxNode): Expr {
    const nodes = childNodes(node);
    const [left, operator] = nodes;
    const right = nodes.at(-1);
    if (!left || !operator || !right) throw new QueryError('syntax', 'an operator lacks a side');
    const sign = operator.name === 'Pow' ? /^[-+]/.exec(this.#says(left))?.[0] : undefined;
    const isSigned = sign !== undefined && left.name === 'NumberDurationLiteral';
    const binary: Binary = {
      kind: 'binary',
      operator: this.#says(operator).toLowerCase(),
      left: isSigned
        ? { kind: 'number', value: parseNumber(this.#says(left).slice(1)) }
        : this.read(left),
      right: this.read(right),
      returnsBool: false,
      matching: null,
    };
    for (const part of nodes.slice(2, -1)) {
      if (part.name === 'BoolModifier') binary.returnsBool = true;
      else if (part.name === 'MatchingModifierClause') binary.matching = this.#readMatching(part);
      else throw new QueryError('unsupported', `${part.name} of a later version of Prometheus`);
    }
    if (binary.returnsBool && !comparisons.has(binary.operator))
      throw new QueryError('syntax', 'bool modifier can only be used on comparison operators');
    if (setOperators.has(binary.operator) && binary.matching?.many !== undefined)
      if (binary.matching.many !== 'none')
        throw new QueryError('syntax', `no grouping allowed for "${binary.operator}" operation`);
    return isSigned && sign === '-' ? { kind: 'negated', of: binary } : binary;
  }

  #readMatching(node: SyntaxNode): Matching {
    const matching: Matching = { side: 'ignoring', labels: [], many: 'none', include: [] };
    for (const part of childNodes(node)) {
      if (part.name === 'On') matching.side = 'on';
      else if (part.name === 'GroupLeft') matching.many = 'left';
      else if (part.name === 'GroupRight') matching.many = 'right';
      else if (part.name === 'GroupingLabels') {
        if (matching.many === 'none') matching.labels = this.#readLabelNames(part);
        else matching.include = this.#readLabelNames(part);
      }
    }
    const both = matching.include.find((name) => matching.labels.includes(name));
    if (matching.side === 'on' && both !== undefined)
      throw new QueryError(
        'syntax',
        `label "${both}" must not occur in ON and GROUP clause at once`,
      );
    return matching;
  }

  #readLabelNames(node: SyntaxNode): string[] {
    return childNodes(node).map((label) => {
      if (label.name !== 'LabelName')
        throw new QueryError('unsupported', 'quoted label names of Prometheus 3');
      return this.#says(label);
    });
  }

  #readAggregation(node: SyntaxNode): Aggregation {
    const args = this.#readArgs(node);
    const of = args.at(-1);
    const operator = this.#says(this.#child(node, 0)).toLowerCase();
    if (!of || args.length > 2)
      throw new QueryError('syntax', `wrong number of arguments for aggregate expression provided`);
    const aggregation: Aggregation = {
      kind: 'aggregation',
      operator,
      of,
      parameter: args.length === 2 ? (args[0] ?? null) : null,
      grouping: { side: 'by', labels: [] },
    };
    const modifier = childNodes(node).find(({ name }) => name === 'AggregateModifier');
    if (!modifier) return aggregation;
    const side = this.#child(modifier, 0).name === 'Without' ? 'without' : 'by';
    const labels = childNodes(modifier).find(({ name }) => name === 'GroupingLabels');
    return {
      ...aggregation,
      grouping: { side, labels: labels ? this.#readLabelNames(labels) : [] },
    };
  }

  #readArgs(node: SyntaxNode): Expr[] {
    const body = childNodes(node).find(({ name }) => name === 'FunctionCallBody');
    if (!body) return [];
    return childNodes(body).map((arg) => this.read(arg));
  }

  #readSelector(node: SyntaxNode): Selector {
    const matchers: Matcher[] = [];
    for (const part of childNodes(node)) {
      if (part.name === 'Identifier')
        matchers.push({ name: metricName, operator: '=', value: this.#says(part) });
      else if (part.name === 'LabelMatchers')
        for (const matcher of childNodes(part)) matchers.push(this.#readMatcher(matcher));
    }
    if (
      matchers.filter(({ name }) => name === metricName).length > 1 &&
      node.firstChild?.name === 'Identifier'
    )
      throw new QueryError('syntax', 'metric name must not be set twice');
    return { kind: 'selector', matchers, offsetMs: 0, at: null };
  }

  #readMatcher(node: SyntaxNode): Matcher {
    const [name, operator, value] = childNodes(node);
    if (node.name !== 'UnquotedLabelMatcher' || !name || !operator || !value)
      throw new QueryError('unsupported', 'quoted label names of Prometheus 3');
    const written = this.#says(operator);
    if (written !== '=' && written !== '!=' && written !== '=~' && written !== '!~')
      throw new QueryError('syntax', `unknown operator "${written}"`);
    const matcher: Matcher = {
      name: this.#says(name),
      operator: written,
      value: parseQuoted(this.#says(value)),
    };
    if (written === '=~' || written === '!~') compileRegex(matcher.value);
    return matcher;
  }

  #readRange(node: SyntaxNode): Expr {
    const [inner, duration] = childNodes(node);
    const of = inner && this.read(inner);
    if (of?.kind !== 'selector' || !duration)
      throw new QueryError('syntax', 'ranges only allowed for vector selectors');
    if (of.offsetMs !== 0)
      throw new QueryError('syntax', 'no offset modifiers allowed before range');
    if (of.at !== null) throw new QueryError('syntax', 'no @ modifiers allowed before range');
    return { kind: 'range', of, rangeMs: this.#readLength(duration) };
  }

  #readSubquery(node: SyntaxNode): Expr {
    const [inner, range, step] = childNodes(node);
    if (!inner || !range) throw new QueryError('syntax', 'a subquery needs a range');
    const rangeMs = this.#readLength(range);
    const stepMs = step ? this.#readLength(step) : null;
    return changeLast(this.read(inner), inner, (of) => ({
      kind: 'subquery',
      of,
      rangeMs,
      stepMs,
      offsetMs: 0,
      at: null,
    }));
  }

  #readLength(node: SyntaxNode): number {
    const ms = parseDuration(this.#says(node));
    if (ms <= 0) throw new QueryError('syntax', 'duration must be greater than 0');
    return ms;
  }

  #readShifted(node: SyntaxNode): Expr {
    const inner = this.#child(node, 0);
    const modifier = childNodes(node).at(-1);
    const written = modifier ? this.#says(modifier).replaceAll(/\s/g, '') : '';
    const shift = (of: Selector | Subquery): Pick<Selector, 'offsetMs' | 'at'> =>
      node.name === 'OffsetExpr' ? readOffset(of, written) : readFixedTime(of, written);
    return changeLast(this.read(inner), inner, (last) => {
      if (last.kind === 'range') return { ...last, of: { ...last.of, ...shift(last.of) } };
      if (last.kind === 'selector' || last.kind === 'subquery') return { ...last, ...shift(last) };
      throw new QueryError(
        'syntax',
        'offset and @ modifiers must be preceded by a selector or a subquery',
      );
    });
  }
}

function readOffset(of: Selector | Subquery, written: string): Pick<Selector, 'offsetMs' | 'at'> {
  if (of.offsetMs !== 0) throw new QueryError('syntax', 'offset may not be set multiple times');
  const ms = parseDuration(written.replace(/^[-+]/, ''));
  return { offsetMs: written.startsWith('-') ? -ms : ms, at: of.at };
}

function readFixedTime(
  of: Selector | Subquery,
  written: string,
): Pick<Selector, 'offsetMs' | 'at'> {
  if (of.at !== null) throw new QueryError('syntax', '@ may not be set multiple times');
  return { offsetMs: of.offsetMs, at: parseFixedTime(written) };
}

function parseFixedTime(written: string): FixedTime {
  if (written === 'start()') return 'start';
  if (written === 'end()') return 'end';
  const seconds = parseNumber(written);
  if (!Number.isFinite(seconds))
    throw new QueryError('syntax', 'timestamp out of bounds for @ modifier');
  return Math.round(seconds * 1_000);
}
