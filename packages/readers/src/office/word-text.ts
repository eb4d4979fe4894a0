import { DomainError } from '@debrief/contract';
import { checkOfficeFile } from './check-office-file.ts';
import { readHtml } from '../document/read-html.ts';
import type { Upload } from '../source.ts';

/** The text of a Word document as it is shown; or why it can't be read. */
export async function readWord(
  upload: Upload,
  bytes: Buffer,
): Promise<{ text: string } | { problem: string }> {
  try {
    await checkOfficeFile(upload);
    const { default: mammoth } = await import('mammoth');
    // An image would be in the text as its bytes.
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer: bytes }, { convertImage });
    return { text: readHtml(value) };
  } catch (error) {
    return {
      problem:
        error instanceof DomainError
          ? error.message
          : "The document is damaged and can't be read. Open it and save it again.",
    };
  }
}
