import { DomainError } from '@debrief/contract';

export interface UnpackLimits {
  fileBytes: number;
  totalBytes: number;
  /** The ratio of unpacked to packed size, checked once a file exceeds `ratioFrom`. */
  ratio: number;
  ratioFrom: number;
}

const gib = 1024 ** 3;
/** Logs become about ten times as large, repeated lines up to a hundred times. */
export const unpackLimits: UnpackLimits = {
  fileBytes: 4 * gib,
  totalBytes: 20 * gib,
  ratio: 200,
  ratioFrom: 64 * 1024 * 1024,
};

/** Counts what is unpacked from one upload, also from archives inside it. */
export class UnpackBudget {
  private total = 0;
  readonly limits: UnpackLimits;

  constructor(limits: UnpackLimits = unpackLimits) {
    this.limits = limits;
  }

  /**
   * `length` and `packed` are the sizes of the file so far. Errors: `bad-file` if it unpacks to
   * more than an export can contain.
   */
  add(bytes: number, { length, packed }: { length: number; packed: number }, place: string): void {
    const { fileBytes, totalBytes, ratio, ratioFrom } = this.limits;
    this.total += bytes;
    const isTooLarge = length > fileBytes || this.total > totalBytes;
    if (isTooLarge || (length > ratioFrom && length > packed * ratio))
      throw new DomainError(
        'bad-file',
        `${place} unpacks to far more data than an export contains, so reading stopped. If you trust it, unpack it yourself and import the folder.`,
      );
  }
}
