export interface Sink {
  /** Resolves when there is room for more. Errors: `BrokenPipe` once nobody reads any longer. */
  write(chunk: string | Uint8Array): Promise<void>;
  isTerminal: boolean;
  /** Columns of the terminal; Infinity where it is none. */
  columns(): number;
}

/** The reader has gone (`| head`): there is nothing to say and nobody to say it to. */
export class BrokenPipe extends Error {
  override name = 'BrokenPipe';
}

export function createSink(stream: NodeJS.WriteStream): Sink {
  // The failure also arrives in the callback of the write; unheard, the event would end the process with a stack trace.
  stream.on('error', () => undefined);
  return {
    isTerminal: Boolean(stream.isTTY),
    columns: () => (stream.isTTY ? stream.columns || 80 : Infinity),
    write: (chunk) =>
      new Promise((resolve, reject) => {
        stream.write(chunk, (error) => {
          if (!error) resolve();
          else reject('code' in error && error.code === 'EPIPE' ? new BrokenPipe() : error);
        });
      }),
  };
}
