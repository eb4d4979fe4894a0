import type { ReviewFacts } from '@debrief/contract';

const mostLoops = 3;
const loops = /\.\s*(?:all|exists|exists_one|map|filter)\s*\(/g;

/**
 * The answer of a policy's expression (CEL, cel.dev) about an incident, or why it has none. It can't
 * run long: CEL has no recursion, and few loops are allowed.
 */
export async function evaluatePolicy(
  expression: string,
  facts: ReviewFacts,
): Promise<{ applies: boolean; problem: string | null }> {
  const fail = (problem: string) => ({ applies: false, problem });
  if ((expression.match(loops) ?? []).length > mostLoops)
    return fail(`Use at most ${mostLoops} of all, exists, exists_one, map and filter.`);
  const { isCelError, run } = await import('@bufbuild/cel');
  const variables = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? BigInt(value) : value,
    ]),
  );
  const result = run(expression, variables);
  if (result === true || result === false) return { applies: result, problem: null };
  if (isCelError(result))
    return fail(
      result.message === 'unresolved attribute'
        ? `It uses a name that doesn't exist. Names: ${Object.keys(facts).join(', ')}.`
        : result.message.replace('<input>:', 'Position '),
    );
  return fail('The result is not true or false.');
}
