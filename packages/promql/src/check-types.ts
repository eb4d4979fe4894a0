import { QueryError } from './errors.ts';
import {
  aggregations,
  parameterTypes,
  signatures,
  unsupportedFunctions,
  type Signature,
} from './signatures.ts';
import { matchesText } from './select.ts';
import {
  comparisons,
  setOperators,
  type Aggregation,
  type Binary,
  type Call,
  type Expr,
  type Selector,
  type ValueType,
} from './syntax.ts';

/**
 * The type of an expression, as Prometheus checks it before anything is evaluated. Errors: `syntax`,
 * or `unsupported` for functions of other versions.
 */
export function checkTypes(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'text':
      return 'string';
    case 'negated': {
      const type = checkTypes(expr.of);
      if (type !== 'scalar' && type !== 'vector')
        refuse(
          `unary expression only allowed on expressions of type scalar or vector, got ${type}`,
        );
      return type;
    }
    case 'selector':
      checkSelector(expr);
      return 'vector';
    case 'range':
      checkSelector(expr.of);
      return 'matrix';
    case 'subquery':
      if (checkTypes(expr.of) !== 'vector') refuse('subquery is only allowed on an instant vector');
      return 'matrix';
    case 'binary':
      return checkBinary(expr);
    case 'aggregation':
      return checkAggregation(expr);
    case 'call':
      return checkCall(expr);
  }
}

function refuse(message: string): never {
  throw new QueryError('syntax', message);
}

function checkSelector({ matchers }: Selector): void {
  if (matchers.every((matcher) => matchesText(matcher, '')))
    refuse('vector selector must contain at least one non-empty matcher');
}

function checkBinary({ operator, left, right, returnsBool, matching }: Binary): ValueType {
  const types = [checkTypes(left), checkTypes(right)];
  const wrong = types.find((type) => type !== 'scalar' && type !== 'vector');
  if (wrong)
    refuse(`binary expression must contain only scalar and instant vector types, not ${wrong}`);
  const hasScalar = types.includes('scalar');
  if (hasScalar && setOperators.has(operator))
    refuse(`set operator "${operator}" not allowed in binary scalar expression`);
  if (hasScalar && matching && matching.labels.length > 0)
    refuse('vector matching only allowed between instant vectors');
  if (types.includes('vector')) return 'vector';
  if (comparisons.has(operator) && !returnsBool)
    refuse('comparisons between scalars must use BOOL modifier');
  return 'scalar';
}

function checkAggregation({ operator, of, parameter }: Aggregation): ValueType {
  if (!aggregations.has(operator))
    throw new QueryError('unsupported', `the aggregation ${operator} of a later version`);
  expectType(of, 'vector', `aggregation expression ${operator}`);
  const type = parameterTypes[operator];
  if ((type === undefined) !== (parameter === null))
    refuse(`wrong number of arguments for aggregate expression ${operator}`);
  if (type && parameter) expectType(parameter, type, `aggregation parameter of ${operator}`);
  return 'vector';
}

function checkCall({ name, args }: Call): ValueType {
  const signature = signatures.get(name);
  if (!signature) {
    if (unsupportedFunctions.has(name)) throw new QueryError('unsupported', `the function ${name}`);
    refuse(`unknown function "${name}"`);
  }
  checkCount(name, args.length, signature);
  args.forEach((arg, index) => {
    const type = signature.args[Math.min(index, signature.args.length - 1)];
    if (type) expectType(arg, type, `call to function "${name}"`);
  });
  return signature.returns;
}

function checkCount(name: string, count: number, { args, optional }: Signature): void {
  const least = args.length - (optional === 'rest' ? 1 : optional);
  const most = optional === 'rest' ? Infinity : args.length;
  if (count < least || count > most)
    refuse(
      `expected ${least === most ? least : `at least ${least}`} argument(s) in call to "${name}", got ${count}`,
    );
}

function expectType(expr: Expr, wanted: ValueType, where: string): void {
  const type = checkTypes(expr);
  if (type !== wanted) refuse(`expected type ${wanted} in ${where}, got ${type}`);
}
