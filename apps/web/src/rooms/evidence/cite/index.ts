export {
  toCitationInputs,
  citationNumbers,
  toCitation,
  sortByTime,
  toEventTitle,
  uniqueCitations,
  type Quote,
} from './citations.ts';
export { EditorCitations } from './editor-citations.tsx';
export { EvidencePicker } from './evidence-picker.tsx';
