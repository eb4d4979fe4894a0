import { learning } from '../checks/signs.ts';
import type { StoryText } from '../claims.ts';
import { neutralFramework, type Competency, type Framework } from './frameworks.ts';
import type { Question } from './question.ts';

export interface Match {
  fit: 'answers' | 'adjacent' | 'another story';
  reasons: string[];
  similar: string[];
  differs: string[];
}

/** Topics that a question can ask for and a story can have: only shared ones count as similar. */
const topics: readonly { name: string; asked: RegExp; told: RegExp }[] = [
  {
    name: 'data that disagreed',
    asked: /\b(?:data|number|disagree)/i,
    told: /\b(?:mismatch|discrepanc|warehouse|ledger|rows|records|counts?|revenue)|数据/i,
  },
  {
    name: 'a rollback',
    asked: /\broll(?:ed)? ?back/i,
    told: /\broll(?:ed|ing)? ?back|revert|回滚/i,
  },
  {
    name: 'a wrong suspect that was ruled out',
    asked: /\b(?:suspect|misled|innocent|rule it out)/i,
    told: /\b(?:ruled? (?:it )?out|suspected|innocent)|排除/i,
  },
  {
    name: 'a decision with unknowns',
    asked: /\b(?:without all|did not know|unknown|(?:nobody|no one) knew)/i,
    told: /\b(?:did(?:n['’]t| not) know|unknown|incomplete|without (?:knowing|a cause)|(?:nobody|no one) had a cause)|不知道|不确定|不清楚|没查清/i,
  },
  {
    name: 'an act that can be undone',
    asked: /\b(?:undone|reversible)/i,
    told: /\b(?:undone|reversible|undo|way back)|回退|撤回|撤销|可逆/i,
  },
  {
    name: 'a failure of the teller',
    asked: /\b(?:failed|caused|wrong|mistake|otherwise)/i,
    told: /\b(?:my (?:own )?(?:change|mistake|plan)|I (?:had )?(?:broke|caused|should have|forgot|let it)|failed)|我的错|我(?:误|弄错|忘了)/i,
  },
  {
    name: 'users who were hit',
    asked: /\b(?:users?|customers?)\b/i,
    told: /\b(?:users?|customers?|complain\w*|orders)\b|客户|用户/i,
  },
  {
    name: 'several teams',
    asked: /\b(?:teams?|others?|outside engineering|essential)\b/i,
    told: /\b(?:teams?|finance|support|vendor|partner)\b|团队|同事/i,
  },
  {
    name: 'disagreement',
    asked: /\b(?:argu|disagree|pushed back|resisted|differently|against)/i,
    told: /\b(?:argued|disagreed|objection|preferred|pushed back|against)|反对|争论|不同意|意见不/i,
  },
  {
    name: 'an alarm or a guard',
    asked: /\b(?:alarm|guard|safeguard|prevent|class of error|exists today)/i,
    told: /\b(?:alert|alarm|guard|test|check|monitor|runbook|canary)|测试|监控|告警|校验/i,
  },
  {
    name: 'a measured result',
    asked: /\b(?:number|figure|measured|before and after|result)\b/i,
    told: /\d/,
  },
  {
    name: 'a cost that was cut',
    asked: /\bcost that|cut\b/i,
    told: /\b(?:cost|bill|spend|savings?)\b|成本/i,
  },
  { name: 'work that was automated', asked: /\bautomat/i, told: /\bautomat|自动/i },
  {
    name: 'a night or a handover',
    asked: /\b(?:night|hand over|handover)/i,
    told: /\b(?:night|handover|handed over|shift)\b|凌晨|夜里|半夜|交接/i,
  },
];

const levels: Record<Question['difficulty'], number> = { easy: 1, medium: 2, hard: 3 };

function rateDepth(story: StoryText): { level: number; missing: string[] } {
  const text = story.claims.map((one) => one.said).join('\n');
  const signs: [boolean, string][] = [
    [
      /\b(?:instead|rather than|chose|alternative|risk|because)\b|而不是|选择|因为|来不及|风险|不如/i.test(
        text,
      ),
      'an alternative and why it was not taken',
    ],
    [
      /\d/.test(
        story.claims
          .filter((one) => one.part === 'R')
          .map((one) => one.said)
          .join(' '),
      ),
      'a figure in the result',
    ],
    [learning.test(text), 'what was learned'],
  ];
  return {
    level: signs.filter(([has]) => has).length,
    missing: signs.flatMap(([has, name]) => (has ? [] : [name])),
  };
}

/** Scripts without spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The signs of a competency in a text, each matched as a prefix of a word, so that *test* finds
 * *tests* and not *latest*.
 */
export function findSigns(competency: Pick<Competency, 'signs'>, text: string): string[] {
  const said = text.toLowerCase();
  return competency.signs.filter((sign) => {
    const words = sign.toLowerCase();
    if (unspaced.test(words)) return said.includes(words);
    const escaped = words
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/\s+/g, String.raw`\s+`);
    return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}`, 'u').test(said);
  });
}

/**
 * Whether a story answers a question, with the reasons: the competencies set by its author, words
 * that show one, shared topics. If it is only close, says what is similar and what differs, in
 * words that can be spoken.
 */
export function match(
  question: Question,
  story: StoryText,
  {
    competencies = [],
    frameworks = [neutralFramework],
  }: { competencies?: readonly string[]; frameworks?: readonly Framework[] } = {},
): Match {
  const text = story.claims.map((one) => one.said).join('\n');
  const reasons: string[] = [];
  const findCompetency = (id: string) =>
    frameworks.flatMap((framework) => framework.competencies).find((one) => one.id === id);
  let strength = 0;
  for (const id of question.competencies) {
    const known = findCompetency(id);
    const signs = known ? findSigns(known, text) : [];
    if (competencies.includes(id)) {
      strength += 2;
      reasons.push(
        `You marked the story with “${known?.name ?? id}”, which the question asks for.`,
      );
    }
    if (signs.length >= 2) {
      strength += 1;
      reasons.push(`It shows “${known?.name ?? id}”: ${signs.slice(0, 3).join(', ')}.`);
    }
  }
  const wanted = topics.filter((topic) => topic.asked.test(question.text));
  const similar = wanted
    .filter((topic) => topic.told.test(text))
    .map((topic) => `Both have ${topic.name}.`);
  const differs = wanted
    .filter((topic) => !topic.told.test(text))
    .map((topic) => `The question asks for ${topic.name}; the story has none.`);
  const { level, missing } = rateDepth(story);
  if (level < levels[question.difficulty])
    differs.push(
      `A ${question.difficulty} question is followed up: the story lacks ${missing.join(', ')}.`,
    );
  const isOn = strength >= 2 || (strength >= 1 && similar.length > 0);
  const fit =
    isOn && !differs.some((one) => one.startsWith('The question'))
      ? 'answers'
      : strength > 0 || similar.length > 0
        ? 'adjacent'
        : 'another story';
  if (similar.length > 0) reasons.push(...similar);
  return { fit, reasons, similar, differs };
}
