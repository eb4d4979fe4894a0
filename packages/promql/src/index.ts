export { QueryError } from './errors.ts';
export { parseRuleFile } from './rule-file.ts';
export { listRuleFiles, runUnitTests, type TestCase, type TestReport } from './unit-test.ts';
