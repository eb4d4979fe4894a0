import {
  checkStory,
  findFollowUpQuestions,
  generalize,
  loadGrammar,
  readPasted,
  splitClaims,
  type Checked,
  type Grammar,
  type Known,
  type Names,
  type Pasted,
  type Replacement,
  type StoryGraph,
  type StoryText,
} from '@debrief/prose/story';

type FollowUpQuestions = ReturnType<typeof findFollowUpQuestions>;

/** What a story takes computing for: input and output are plain data, for a thread. */
export interface StoryTasks {
  check: { input: { text: StoryText; known: Partial<Omit<Known, 'grammar'>> }; output: Checked };
  followUpQuestions: { input: { text: StoryText; graph: StoryGraph }; output: FollowUpQuestions };
  generalize: { input: { text: string; names: Names }; output: Replacement[] };
  /** `sentences` has those of each piece of a part. */
  readPaste: { input: { text: string }; output: { pasted: Pasted; sentences: string[][] } };
}
export type StoryTask = keyof StoryTasks;

let loaded: Promise<Grammar> | undefined;
/** The parser remembers the sentences that it has seen. */
const grammar = () => (loaded ??= loadGrammar());

export const storyTasks: {
  [Task in StoryTask]: (
    input: StoryTasks[Task]['input'],
  ) => StoryTasks[Task]['output'] | Promise<StoryTasks[Task]['output']>;
} = {
  check: async ({ text, known }) => checkStory(text, { ...known, grammar: await grammar() }),
  followUpQuestions: async ({ text, graph }) =>
    findFollowUpQuestions(text, { graph, grammar: await grammar() }),
  generalize: async ({ text, names }) => generalize(text, names, await grammar()),
  readPaste({ text }) {
    const pasted = readPasted(text);
    const sentences = pasted.pieces.map((piece) =>
      piece.kind === 'part' && piece.part !== null
        ? splitClaims(text, piece, piece.part).map((one) => text.slice(one.start, one.end))
        : [],
    );
    return { pasted, sentences };
  },
};
