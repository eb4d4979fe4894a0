/**
 * A query or rule that can't be evaluated. `syntax`: Prometheus refuses the text. `evaluation`:
 * Prometheus refuses it for these series. `unsupported`: Prometheus can do it and this package
 * can't, so there is no verdict.
 */
export class QueryError extends Error {
  readonly kind: 'syntax' | 'evaluation' | 'unsupported';

  constructor(kind: QueryError['kind'], message: string) {
    super(message);
    this.name = 'QueryError';
    this.kind = kind;
  }
}
