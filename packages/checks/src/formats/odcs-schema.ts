import { Ajv2019 } from 'ajv/dist/2019.js';
import { CheckError } from '../source.ts';
import type { Item } from './item.ts';
import schema from './odcs-3.1.0.schema.json' with { type: 'json' };

const mostErrors = 20;

let compiled: ReturnType<Ajv2019['compile']> | null = null;

/** It takes a second, so it is done once. */
function getValidator() {
  compiled ??= new Ajv2019({ allErrors: true, strict: false, validateFormats: false }).compile(
    schema,
  );
  return compiled;
}

/** What the JSON Schema of ODCS 3.1 refuses, with lines. */
export function validateOdcs(contract: Item): string[] {
  const validate = getValidator();
  if (validate(contract.value)) return [];
  const errors = validate.errors ?? [];
  // That a branch did not match says less than why, and then all its fields are unknown.
  const causes = errors.filter(
    ({ keyword, instancePath }) =>
      !['if', 'anyOf', 'oneOf'].includes(keyword) &&
      (keyword !== 'unevaluatedProperties' ||
        !errors.some(
          (other) => other.instancePath === instancePath && other.keyword === 'required',
        )),
  );
  const lines = (causes.length > 0 ? causes : errors).map(({ instancePath, message, params }) => {
    const { file, line, column } = contract.find(instancePath).place;
    const extra: unknown = params['additionalProperty'] ?? params['unevaluatedProperty'];
    const field = typeof extra === 'string' ? `: ${extra}` : '';
    return `${file}:${line}:${column}: ${instancePath || 'the contract'} ${message ?? 'is not valid'}${field}`;
  });
  return [...new Set(lines)].slice(0, mostErrors);
}

/** Errors: `invalid` with each line that is wrong. */
export function refuseInvalid(contract: Item): void {
  const problems = validateOdcs(contract);
  if (problems.length > 0) throw new CheckError('invalid', problems.join('\n'));
}
