import { z } from 'zod';
import { Id } from '../ids.ts';

/** Without an incident: all imports that you can see. */
export const VerifyEvidence = z.object({
  incident: z.string().max(60).optional(),
  cursor: z.string().max(60).optional(),
});
export type VerifyEvidence = z.input<typeof VerifyEvidence>;

export const VerificationProblem = z
  .object({
    /**
     * `altered`, `missing` and `added` concern one item. `hashes`: the stored hashes of the import
     * were changed. `record`: they differ from those in the activity record.
     */
    kind: z.enum(['altered', 'missing', 'added', 'hashes', 'record']),
    importId: Id,
    importName: z.string(),
    incident: z.string(),
    /** The revision that it concerns. */
    evidenceId: Id.nullable(),
    place: z.string().nullable(),
  })
  .meta({ id: 'VerificationProblem' });
export type VerificationProblem = z.infer<typeof VerificationProblem>;

/** A page of a verification: add up the pages until `next` is null. */
export const Verification = z
  .object({
    /** Imports whose check is complete. */
    imports: z.int(),
    /** Stored revisions that were compared with their hashes. */
    items: z.int(),
    /** Revisions that a redaction masked, with the first 100 for each part of an import. */
    redacted: z.array(Id),
    /** Revisions that were removed with an import that was undone or an incident that was deleted. */
    removed: z.int(),
    /**
     * Imports whose hashes were recorded after the import: of a bundle, or by an earlier version of
     * Debrief. Earlier changes to them can't be found.
     */
    found: z.int(),
    problems: z.array(VerificationProblem),
    /**
     * The recorded hashes of each import. Keep them elsewhere: they prove later that nothing was
     * changed since, even by someone with full access to the database.
     */
    seals: z.record(Id, z.array(z.string())),
    next: z.string().nullable(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;
