import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { incident, paging } from '../inputs.ts';

const text = z.string().nullable();
const day = z.iso.date();

const work = {
  title: text,
  team: text,
  manager: text,
  location: text,
  /** An IANA time zone. */
  zone: text,
  startedOn: day.nullable(),
  /** The day of the first file without them, or the last day that the file names. */
  leftOn: day.nullable(),
};

/** What the directory says about a person of an incident, at the time of the incident. */
export const Profile = z
  .object({
    personId: Id,
    entryId: Id,
    /** Their name in the directory. */
    name: z.string(),
    matchedBy: z.enum(['email', 'confirmed']),
    ...work,
    /**
     * Null if title, team, manager, location and zone are those of the time of the incident. Else
     * the day of the first file that has them: earlier ones are unknown.
     */
    asOf: day.nullable(),
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

/** A person whose name is in the directory: Debrief asks whether they are the same. */
export const ProfileQuestion = z
  .object({
    personId: Id,
    name: z.string(),
    reason: z.string(),
    entries: z.array(
      z.object({ id: Id, name: z.string(), title: text, team: text, location: text }),
    ),
  })
  .meta({ id: 'ProfileQuestion' });
export type ProfileQuestion = z.infer<typeof ProfileQuestion>;

/** Answers a question about a person, or ends a match. */
export const MatchProfile = z.object({
  incident,
  personId: Id,
  entryId: Id,
  isSame: z.boolean(),
});
export type MatchProfile = z.infer<typeof MatchProfile>;

export const DirectoryEntry = z
  .object({
    id: Id,
    name: z.string(),
    email: text,
    ...work,
    /** Earlier titles and teams, newest first. `from` is null for the first one that is known. */
    history: z.array(z.object({ from: day.nullable(), title: text, team: text })),
  })
  .meta({ id: 'DirectoryEntry' });
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;

export const DirectoryPage = z
  .object({
    items: z.array(DirectoryEntry),
    next: z.string().nullable(),
    /** Of the full directory. */
    people: z.int(),
    left: z.int(),
    importedAt: Instant.nullable(),
  })
  .meta({ id: 'DirectoryPage' });
export type DirectoryPage = z.infer<typeof DirectoryPage>;

export const ListDirectory = z.object({ text: z.string().max(200).optional(), ...paging });
export type ListDirectory = z.infer<typeof ListDirectory>;

export const ImportDirectory = z.object({
  /** The name of the file. */
  name: z.string().min(1).max(300),
  /** The day on which the file was exported; the default is today. */
  asOf: day.optional(),
  /**
   * People of the directory who aren't in the file: `leave` marks them as left, `keep` doesn't
   * change them. The default is `leave`, and refuses a file that misses many of them.
   */
  missing: z.enum(['leave', 'keep']).optional(),
});
export type ImportDirectory = z.input<typeof ImportDirectory>;

export const DirectoryImport = z
  .object({
    read: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    /** People who were marked as left, and people who were and are in the file again. */
    left: z.int(),
    returned: z.int(),
    /** The columns that were used. */
    columns: z.array(z.string()),
    /** The columns of the file that have no known meaning. */
    unusedColumns: z.array(z.string()),
    /** Rows that were rejected and values that were left out; the first 50. */
    problems: z.array(z.object({ place: z.string(), reason: z.string() })),
  })
  .meta({ id: 'DirectoryImport' });
export type DirectoryImport = z.infer<typeof DirectoryImport>;

const written = z.string().trim().max(200).nullish();
const entryFields = {
  name: z.string().trim().min(1, 'Enter a name').max(200),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .regex(/^[^\s@]+@[^\s@]+$/, 'Enter an email address')
    .nullish(),
  title: written,
  team: written,
  /** A name or an email address. */
  manager: written,
  location: written,
  /** An IANA time zone. */
  zone: z.string().trim().max(100).nullish(),
  startedOn: day.nullish(),
  leftOn: day.nullish(),
  /** The day from which title, team, manager, location and zone are true; the default is today. */
  since: day.optional(),
};

export const AddDirectoryEntry = z.object(entryFields);
export type AddDirectoryEntry = z.input<typeof AddDirectoryEntry>;

/** Fields that are left out stay as they are. */
export const ChangeDirectoryEntry = z
  .object({ id: Id, ...entryFields })
  .partial()
  .required({ id: true });
export type ChangeDirectoryEntry = z.input<typeof ChangeDirectoryEntry>;

/** What is unclear in the directory; the first 50 of each. */
export const DirectoryProblems = z
  .object({
    /** Names that several people have. */
    sameNames: z.array(z.object({ name: z.string(), people: z.int() })),
    /** People who are each other's managers, directly or through others. */
    managerCycles: z.array(z.array(z.string())),
    /** People whose manager left. */
    managerLeft: z.array(z.object({ name: z.string(), manager: z.string() })),
  })
  .meta({ id: 'DirectoryProblems' });
export type DirectoryProblems = z.infer<typeof DirectoryProblems>;

/** Someone of the directory who can be invited. */
export const DirectoryContact = z
  .object({ name: z.string(), email: z.string() })
  .meta({ id: 'DirectoryContact' });
export type DirectoryContact = z.infer<typeof DirectoryContact>;
