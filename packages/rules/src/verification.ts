import type { Verification, VerificationProblem } from '@debrief/contract';

/** Adds a page of a verification to those before. */
export function addVerification(total: Verification | null, page: Verification): Verification {
  if (!total) return page;
  return {
    imports: total.imports + page.imports,
    items: total.items + page.items,
    redacted: [...total.redacted, ...page.redacted],
    removed: total.removed + page.removed,
    found: total.found + page.found,
    problems: [...total.problems, ...page.problems],
    seals: { ...total.seals, ...page.seals },
    next: page.next,
  };
}

/** What is wrong, such as `chat.jsonl, line 2: changed after the import`. */
export function describeProblem({ kind, importName, place }: VerificationProblem): string {
  return `${place === null ? importName : `${importName}, ${place}`}: ${problemWords[kind]}`;
}

const problemWords: Record<VerificationProblem['kind'], string> = {
  altered: 'changed after the import',
  missing: 'missing, without a record of its removal',
  added: 'not from the import',
  hashes: 'the hashes of the import were changed',
  record: "the hashes of the import don't match the activity record",
};
