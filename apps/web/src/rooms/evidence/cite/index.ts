export {
  toCitationInputs,
  citationNumbers,
  toCitation,
  sortByTime,
  toEventTitle,
  uniqueCitations,
  type Quote,
} from './citations.ts';
