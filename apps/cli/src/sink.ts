export interface Sink {
  /** Resolves when there is space for more. Errors: `BrokenPipe` once the reader has exited. */
  write(chunk: string | Uint8Array): Promise<void>;
  isTerminal: boolean;
  /** Columns of the terminal; Infinity if it is not a terminal. */
  columns(): number;
}

/** The reader has exited (`| head`): there is no one to print for. */
export class BrokenPipe extends Error {
  override name = 'BrokenPipe';
}

export function createSink(stream: NodeJS.WriteStream): Sink {
  // The write callback also gets the error; an unhandled event would end the process with a stack
  // trace.
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
