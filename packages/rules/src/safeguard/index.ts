export {
  changeSafeguard,
  describeRun,
  judgeSafeguard,
  newSafeguard,
  type KeptSafeguard,
} from './state.ts';
