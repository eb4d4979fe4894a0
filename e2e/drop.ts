import type { Page } from 'playwright-core';

/** Drops a file on the page, as a person would from a folder of theirs. */
export async function drop(page: Page, name: string, body: string | Buffer): Promise<void> {
  const bytes = Buffer.from(body).toString('base64');
  await page.evaluate(
    ([name, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    [name, bytes] as const,
  );
}
