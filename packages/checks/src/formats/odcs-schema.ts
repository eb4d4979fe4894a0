import { Ajv2019 } from 'ajv/dist/2019.js';
import { CheckError } from '../source.ts';
import type { Item } from './item.ts';
import schema from './odcs-3.1.0.schema.json' with { type: 'json' };

const mostErrors = 20;

/** What the JSON Schema of ODCS 3.1 refuses, with lines. */
export function validateOdcs(contract: Item): string[] {
  const ajv = new Ajv2019({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  if (validate(contract.value)) return [];
  const errors = validate.errors ?? [];
  // That a branch did not match says less than why.
  const causes = errors.filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword));
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
