import type { Upload } from '../source.ts';

/**
 * Whether the file starts like a bundle: a full incident, which cannot be imported into another
 * one.
 */
export function isBundle(upload: Upload): boolean {
  return Buffer.from(upload.head.subarray(0, 64))
    .toString('utf8')
    .startsWith('{"debrief":"bundle"');
}
