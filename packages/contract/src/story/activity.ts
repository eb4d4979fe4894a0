/**
 * The definition of a kind of change in a story's history, which belongs to its owner and is not
 * activity.
 */
export interface StoryChangeDefinition {
  /** A verb phrase; `{item}` is replaced with the changed sentence. */
  says: string;
  canUndo: boolean;
}

export const storyChangeKinds = {
  'story.added': { says: 'added the story', canUndo: false },
  'story.changed': { says: 'changed the story', canUndo: true },
  'story.removed': { says: 'removed the story', canUndo: true },
  'story.meant-so': { says: 'kept a part of the story as is', canUndo: true },
  'story.asked-again': { says: 'turned a check of the story back on', canUndo: true },
  'story.undone': { says: 'undid a change to the story', canUndo: true },
  'claim.added': { says: 'added {item}', canUndo: true },
  'claim.changed': { says: 'changed {item}', canUndo: true },
  'claim.moved': { says: 'moved {item}', canUndo: true },
  'claim.removed': { says: 'removed {item}', canUndo: true },
  'claim.meant-so': { says: 'kept as is {item}', canUndo: true },
  'claim.asked-again': { says: 'turned a check back on for {item}', canUndo: true },
  'claim.undone': { says: 'undid a change to {item}', canUndo: true },
  'ask.made': { says: 'asked a peer to confirm a sentence', canUndo: false },
  'ask.withdrawn': { says: 'withdrew a question to a peer', canUndo: false },
  'mentor.invited': { says: 'invited a mentor', canUndo: false },
  'mentor.revoked': { says: 'removed a mentor', canUndo: false },
  'replacement.decided': { says: 'decided on a replacement', canUndo: false },
} as const satisfies Record<`${string}.${string}`, StoryChangeDefinition>;
export type StoryChangeKind = keyof typeof storyChangeKinds;

export function isStoryChangeKind(kind: string): kind is StoryChangeKind {
  return Object.hasOwn(storyChangeKinds, kind);
}
