import { budgets, rails, spokenSeconds } from '../budgets.ts';
import { collectPartText, type StoryText } from '../claims.ts';
import { countWords } from '../language.ts';
import { partWords, type Part } from '../parts.ts';
import { aboutStory, type CheckFinding, type Rule } from './rule.ts';

const required: readonly Part[] = ['S', 'T', 'A', 'R'];
const percent = (share: number) => `${Math.round(share * 100)} %`;

const askFor: Record<Part, string> = {
  S: 'What happened, where, and who was affected?',
  T: 'What was yours to do, and what would have counted as success?',
  A: 'What did you do, step by step?',
  R: 'What was the result, and how was it measured?',
  L: 'What did you take from it?',
};

/** Placeholders for text that is still missing. */
const placeholder =
  /^(?:[^\p{L}\p{N}]*|\W*(?:tb[ad]|to ?do|n\/?a|wip|none yet|fill in|lorem ipsum|xxx+|noch offen|folgt|待定|待补充?|暂无)\W*)$/iu;

export const missingPart: Rule = {
  id: 'missing-part',
  title: 'A part is missing',
  source: 'STAR; method B5',
  languages: 'every',
  needs: null,
  find: (story) =>
    required
      .filter(
        (part) =>
          !story.claims.some((claim) => claim.part === part && !placeholder.test(claim.said)),
      )
      .map((part) => ({
        ...aboutStory(
          'missing-part',
          story,
          askFor[part],
          `No sentence covers the ${partWords[part]}.`,
        ),
        topic: part,
      })),
};

function wordShares(story: StoryText): { of: Record<Part, number>; all: number } {
  const of: Record<Part, number> = { S: 0, T: 0, A: 0, R: 0, L: 0 };
  for (const claim of story.claims)
    of[claim.part] += countWords(claim.said) + (claim.label ? countWords(claim.label) : 0);
  return { of, all: of.S + of.T + of.A + of.R + of.L };
}

export const balance: Rule = {
  id: 'balance',
  title: 'The balance of the parts',
  source:
    'R-48: situation and task at most 35 %, action at least 45 %, result at least 10 % of the words',
  languages: 'every',
  needs: null,
  find(story) {
    const { of, all } = wordShares(story);
    // A missing part is asked for by its own rule; very short stories have no balance yet.
    if (all < 40 || required.some((part) => of[part] === 0)) return [];
    const found: CheckFinding[] = [];
    const opening = (of.S + of.T) / all;
    const tell = (part: Part, share: number, question: string) =>
      found.push({
        ...aboutStory(
          'balance',
          story,
          question,
          `The ${partWords[part]} has ${percent(share)} of the words.`,
          story.claims.filter((claim) => claim.part === part),
        ),
        topic: part,
      });
    if (opening > rails.situationAndTaskAtMost) {
      const claims = story.claims.filter((claim) => claim.part === 'S' || claim.part === 'T');
      found.push({
        ...aboutStory(
          'balance',
          story,
          'Which of these sentences does a listener need before you act?',
          `Situation and task have ${percent(opening)} of the words.`,
          claims,
        ),
        topic: 'opening',
      });
    }
    if (of.A / all < rails.actionAtLeast) tell('A', of.A / all, 'Which of your steps are missing?');
    if (of.R / all < rails.resultAtLeast)
      tell('R', of.R / all, 'What else changed: for users, for the team, later?');
    return found;
  },
};

const anyNumber =
  /\p{N}|\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|\w{2,5}ty percent|twenty|thirty|forty|fifty|sixty|hundred|thousand|dozen|half|third|quarter of|twice|double[sd]?|halved)\b|(?<!\p{L})(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|hälfte|halbiert|drittel|doppelt|deux|trois|quatre|cinq|sept|huit|moitié|dos|tres|cuatro|cinco|siete|ocho|nueve|diez|mitad)(?!\p{L})|[一二两三四五六七八九十百千万]\s?(?:次|个|天|倍|小时|分钟)/iu;

export const noNumber: Rule = {
  id: 'no-number',
  title: 'No number in the result',
  source: 'Method B5; asked, not failed: good results exist without one',
  languages: 'every',
  needs: null,
  find(story) {
    const claims = story.claims.filter((claim) => claim.part === 'R');
    if (claims.length === 0 || claims.some((claim) => anyNumber.test(claim.said))) return [];
    return [
      aboutStory(
        'no-number',
        story,
        'Is there a figure that shows it: how many, how long, how often, before and after?',
        'The result has no number.',
        claims,
      ),
    ];
  },
};

export const tooLong: Rule = {
  id: 'too-long',
  title: 'Longer than its form',
  source: 'R-48: 130 to 160 words a minute',
  languages: 'every',
  needs: null,
  find(story, { form }) {
    const text = story.claims.map((claim) => claim.said).join(' ');
    const { seconds, words, title } = budgets[form];
    const [said, spoken] = [countWords(text), spokenSeconds(text)];
    // Only what is too long at a fast pace is certainly too long.
    if (seconds !== null ? spoken.fast <= seconds : said <= words) return [];
    const why =
      seconds !== null
        ? `It takes about ${spoken.usual} s to say (${spoken.fast} to ${spoken.slow} s); ${title} has ${seconds} s.`
        : `It has ${said} words; ${title} has ${words}.`;
    return [aboutStory('too-long', story, 'What would a listener not miss?', why)];
  },
};

const duty =
  /\b(?:I|my|mine|me|responsib\w*|responsable|tasked|asked|assigned|owner(?:ship)?|owned|own|in charge|accountable|goal|aim|objective|needed to|had to|need to|must|was to|were to|on[- ]call|as (?:the|a|an)|role|job|lead)\b|负责|需要|任务|目标|必须|要求|职责|我/i;
const imperative =
  /^(?:to |please )?(?:investigate|determine|reduce|scale|implement|decide|automate|evaluate|restore|deliver|fix|find|build|migrate|make|keep|get|ensure|resolve|diagnose|lead|design|cut|bring|stop|prevent|recover|improve|move|write|ship|plan|define|identify|understand|coordinate|repair|mend|rebuild|remove|prove|figure)\b/i;

function contentWords(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
}

export const taskRepeatsSituation: Rule = {
  id: 'task-repeats-situation',
  title: 'The task repeats the situation',
  source: 'Method B5: a task names a responsibility or a goal',
  languages: ['en', 'zh'],
  needs: 'grammar',
  find(story, { grammar }) {
    const claims = story.claims.filter((claim) => claim.part === 'T');
    const first = claims[0];
    if (
      !first ||
      claims.some(
        (claim) =>
          duty.test(claim.said) || duty.test(claim.label ?? '') || imperative.test(claim.said),
      )
    )
      return [];
    const opening = grammar?.parse(first.said).find((word) => !word.tags.has('Adverb'));
    if (opening?.tags.has('Infinitive') || opening?.tags.has('Imperative')) return [];
    const task = contentWords(collectPartText(story, 'T'));
    const shared = [...contentWords(collectPartText(story, 'S'))].filter((word) =>
      task.has(word),
    ).length;
    const why =
      shared >= 3
        ? 'It repeats what happened, and names nothing that was your job.'
        : 'It names nothing that was yours to do.';
    return [
      aboutStory(
        'task-repeats-situation',
        story,
        'What were you responsible for, and what would have counted as success?',
        why,
        claims,
      ),
    ];
  },
};
