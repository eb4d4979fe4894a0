import { maxTextLength } from '../bytes/decode.ts';

export function isPdf(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 1024)).includes('%PDF-');
}

const mostPages = 2_000;

/** The text of a PDF, page by page; or why it can't be read. */
export async function readPdf(bytes: Buffer): Promise<{ text: string } | { problem: string }> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
    const pages: string[] = [];
    let length = 0;
    for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
        .join('')
        .trim();
      page.cleanup();
      length += text.length;
      if (text !== '') pages.push(pdf.numPages === 1 ? text : `[page ${number}]\n${text}`);
      if (length > maxTextLength) break;
    }
    await pdf.loadingTask.destroy();
    return pages.length === 0
      ? {
          problem:
            'The PDF has no text, only images of its pages. Recognize its text first (OCR), or import the original document.',
        }
      : { text: pages.join('\n\n') };
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return {
      problem: isLocked
        ? 'The PDF has a password. Save it without one, then import that file.'
        : "The PDF is damaged and can't be read. Download or copy it again.",
    };
  }
}
