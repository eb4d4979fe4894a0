import type { PolicySubject } from '@debrief/contract';

export type Fact = string | number | boolean | null | string[];
/** What policies can ask, by name. */
export type Facts = Readonly<Record<string, Fact>>;

/** Whether a policy applies; `problem` says why its expression has no answer. */
export interface Verdict {
  applies: boolean;
  problem: string | null;
}

/** Many follow-ups are judged at once, and their facts have no lists to go through. */
const mostLoops: Record<PolicySubject, number> = { review: 3, 'follow-up': 0 };
const loops = /\.\s*(?:all|exists|exists_one|map|filter)\s*\(/g;
/** Would never be true: CEL compares values of two types without an error. */
const severityAsText = /\bseverity\s*[!=]=\s*["']/;

/**
 * Reads a policy's expression (CEL, cel.dev) once, to judge with it. It can't run long: CEL has no
 * recursion, and few loops are allowed.
 */
export async function readExpression(
  expression: string,
  about: PolicySubject,
): Promise<(facts: Facts) => Verdict> {
  const fail = (problem: string) => ({ applies: false, problem });
  const most = mostLoops[about];
  if ((expression.match(loops) ?? []).length > most)
    return () =>
      fail(
        most === 0
          ? 'Use in instead of all, exists, exists_one, map and filter.'
          : `Use at most ${most} of all, exists, exists_one, map and filter.`,
      );
  if (severityAsText.test(expression))
    return () => fail('severity is a number, 1 to 5, or 0 if it is not set.');
  const { celEnv, celError, isCelError, parse, plan } = await import('@bufbuild/cel');
  const attempt = <Result>(act: () => Result) => {
    try {
      return act();
    } catch (error) {
      return celError(error);
    }
  };
  const planned = attempt(() => plan(celEnv(), parse(expression)));
  return (facts) => {
    const result =
      typeof planned === 'function' ? attempt(() => planned(toVariables(facts))) : planned;
    if (result === true || result === false) return { applies: result, problem: null };
    if (isCelError(result))
      return fail(
        result.message === 'unresolved attribute'
          ? `It uses a name that doesn't exist. Names: ${Object.keys(facts).join(', ')}.`
          : result.message.replace('<input>:', 'Position '),
      );
    return fail('The result is not true or false.');
  };
}

function toVariables(facts: Facts) {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? BigInt(value) : value,
    ]),
  );
}
