export interface Sink {
  /** Resolves when there is space for more. Errors: `BrokenPipe` once the reader has exited. */
  write(chunk: string | Uint8Array): Promise<void>;
  readonly isTerminal: boolean;
  /** Columns of the terminal; Infinity if it is not a terminal. */
  columns(): number;
}

/** The reader has exited (`| head`): there is no one to print for. */
export class BrokenPipe extends Error {
  override name = 'BrokenPipe';
}

/** Opens the stream at its first use: a stream that is not used costs a command milliseconds. */
export function createSink(open: () => NodeJS.WriteStream): Sink {
  let opened: NodeJS.WriteStream | undefined;
  // The write callback also gets the error; an unhandled event would end the process with a stack
  // trace.
  const stream = () => (opened ??= open().on('error', () => undefined));
  return {
    get isTerminal() {
      return Boolean(stream().isTTY);
    },
    columns: () => (stream().isTTY ? stream().columns || 80 : Infinity),
    write: (chunk) =>
      new Promise((resolve, reject) => {
        stream().write(chunk, (error) => {
          if (!error) resolve();
          else reject('code' in error && error.code === 'EPIPE' ? new BrokenPipe() : error);
        });
      }),
  };
}
