import type { ActorRef } from '@debrief/contract';
import { plainActorRef } from '../context.ts';
import { jsonb } from '../db/index.ts';

interface Row {
  created_at: Date;
  created_by: ActorRef;
  updated_at: Date;
  updated_by: ActorRef;
  removed_at: Date | null;
  version: number;
}

interface Line {
  createdAt: string;
  createdBy: ActorRef;
  updatedAt: string;
  updatedBy: ActorRef;
  removedAt: string | null;
  version: number;
}

/** Who created and last changed a row, as written to a bundle; the last fields of a line. */
export function authorshipLine(row: Row): Line {
  return {
    createdAt: row.created_at.toISOString(),
    createdBy: plainActorRef(row.created_by),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: plainActorRef(row.updated_by),
    removedAt: row.removed_at?.toISOString() ?? null,
    version: row.version,
  };
}

/** The columns that `authorshipLine` writes. */
export function authorshipColumns(line: Line) {
  return {
    created_at: new Date(line.createdAt),
    created_by: jsonb(line.createdBy),
    updated_at: new Date(line.updatedAt),
    updated_by: jsonb(line.updatedBy),
    removed_at: line.removedAt === null ? null : new Date(line.removedAt),
    version: line.version,
  };
}
