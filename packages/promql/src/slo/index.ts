export { evaluateSlo, type Burn, type ObjectiveReport } from './evaluate-slo.ts';
export { readSloFiles, type SloFiles } from './read-slo.ts';
