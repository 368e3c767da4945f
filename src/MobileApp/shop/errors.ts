/** The reason why a request failed. */
export type FailureKind = 'unreachable' | 'timeout' | 'busy' | 'refused' | 'failed';

type Problem = { detail?: string; field?: string; reason?: string; errors?: Record<string, string[]> } | null;

const words: Record<FailureKind, string> = {
  unreachable: 'The shop cannot be reached. Check your connection.',
  timeout: 'The shop did not answer in time.',
  busy: 'The shop is very busy.',
  refused: 'The shop did not accept this.',
  failed: 'Something went wrong in the shop.',
};

/** A failed request, with a message for the shopper. */
export class ShopError extends Error {
  override readonly name = 'ShopError';
  /** The problems by field, with the field names of the API: `address.city`. */
  readonly fields: Record<string, string>;

  constructor(readonly kind: FailureKind, readonly status = 0, problem: Problem = null) {
    // The message is the shop's detail for a rejected request, and for other failures if the response has a reason.
    super((kind === 'refused' || problem?.reason ? problem?.detail : undefined) ?? words[kind]);
    this.fields = fieldsOf(problem);
  }

  /** The same request may succeed later. */
  get mayPass(): boolean {
    return this.kind !== 'refused';
  }

  /** The request can no longer result in an order. After 408 and 422, an earlier request with the same key still can. */
  get isFinal(): boolean {
    return !this.mayPass && this.status !== 408 && this.status !== 422;
  }

  static ofStatus(status: number, problem: Problem): ShopError {
    const isBusy = status === 429 || status === 503;
    return new ShopError(isBusy ? 'busy' : status >= 500 ? 'failed' : 'refused', status, problem);
  }
}

export const wordsOf = (error: unknown): string => (error instanceof ShopError ? error.message : words.failed);

// Problems by field: several are in "errors"; a single one is in the detail as "field: problem".
function fieldsOf(problem: Problem): Record<string, string> {
  if (problem?.errors) {
    return Object.fromEntries(Object.entries(problem.errors).map(([field, said]) => [field, said.join('; ')]));
  }

  return problem?.field && problem.detail ? { [problem.field]: problem.detail.replace(`${problem.field}: `, '') } : {};
}
