import type { Incident } from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import { DomainError, type Context } from '../context.ts';
import { isBundle, type Upload } from '../evidence/index.ts';

/** Takes in a whole incident. Errors: `bad-file`, `conflict`, `forbidden`. */
export async function importBundle(ctx: Context, upload: Upload): Promise<Incident> {
  refuseUnless(ctx, 'evidence:import');
  if (!isBundle(upload)) throw new DomainError('bad-file', `${upload.name} is not a bundle. Import it as evidence of an incident instead.`);
  throw new DomainError('bad-file', `${upload.name} was made by a Debrief that this one does not understand.`);
}
