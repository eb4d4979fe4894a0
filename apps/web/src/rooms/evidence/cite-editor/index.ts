export { EditorCitations } from './editor-citations.tsx';
export { EvidencePicker } from './evidence-picker.tsx';
