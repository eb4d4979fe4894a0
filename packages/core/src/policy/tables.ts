import type { PolicySubject, ReviewDepth } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface PolicyTables {
  policy: {
    id: string;
    name: string;
    expression: string;
    about: PolicySubject;
    /** What it proposes for reviews; null for follow-ups. */
    depth: ReviewDepth | null;
    /** What it says that a follow-up lacks; empty for reviews. */
    sentence: Generated<string>;
    created_at: Date;
    version: Generated<number>;
  };
}
