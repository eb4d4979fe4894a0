import type { Page } from 'playwright-core';

/** Drops a file on the page, as a person would. */
export async function drop(page: Page, name: string, body: string | Buffer): Promise<void> {
  const bytes = Buffer.from(body).toString('base64');
  await page.evaluate(
    ([name, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(
        new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name),
      );
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      }
    },
    [name, bytes] as const,
  );
}

/** Drops a file or folder of the disk, which a script in the page can't. */
export async function dropFromDisk(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  await session.detach();
}

/** Creates a large file in the page. `#` in a line is replaced with its number. */
export async function dropRepeated(
  page: Page,
  name: string,
  head: string,
  line: string,
  count: number,
): Promise<void> {
  await page.evaluate(
    ([name, head, line, count]) => {
      const parts = [head];
      for (let from = 0; from < count; from += 10_000)
        parts.push(
          Array.from({ length: 10_000 }, (_, index) =>
            line.replace('#', String(from + index)),
          ).join(''),
        );
      const transfer = new DataTransfer();
      transfer.items.add(new File(parts, name));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    },
    [name, head, line, count] as const,
  );
}
