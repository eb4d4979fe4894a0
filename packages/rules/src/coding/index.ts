export {
  calculateAgreement,
  fewestForInterval,
  masiDistance,
  nominalDistance,
  type Agreement,
  type Distance,
} from './alpha.ts';
