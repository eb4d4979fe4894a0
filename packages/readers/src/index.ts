export { openUpload } from './bytes/upload.ts';
export { readers, recogniseUpload } from './readers.ts';
export type {
  IdentityRef,
  Read,
  SourceReader,
  SourceRecord,
  SourceRef,
  StreamRef,
  Upload,
} from './source.ts';
export { namedZone } from './time/zones.ts';
