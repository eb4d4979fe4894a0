import type { FollowUpRuleId } from './rule-precision.ts';

/** Wording that cannot be checked, and what to ask its author. */
export interface FollowUpRule {
  id: FollowUpRuleId;
  source: string;
  question: string;
  patterns: readonly RegExp[];
}

const systems =
  'Site Reliability Workbook, ch. 10: changing how people behave is less reliable than changing the system';
const bounded =
  'Site Reliability Workbook, ch. 10, and Lunney et al., Postmortem Action Items (;login: 2017): actionable, specific, bounded';

const easyPath = 'What would make the next person’s easy path the right one?';
const doneWhen = 'What end state shows that it is done?';

/** People, as an instruction to them names them. */
const people = String.raw`(?:people|engineers?|operators?|developers?|devs|humans?|staff|users?|colleagues|everyone|everybody|every\s+\w+|team(?:s|mates|\s+members)?|on-?\s?calls?|responders?|reviewers?|authors?|admins?|technicians?|analysts?|juniors?|starters?|hires?|drivers?|agents?|customers|managers|owners|hotline|support|(?:all\s+of\s+)?us|they|you)`;
/** Where an instruction's verb is: at the start, or after an introduction. */
const asVerb = String.raw`(?:^|[.;:!?\n•–—(,*✅-]\s*|\b(?:(?<!\bhow\s)to|and|or|should|must|will|shall|then|please|also|we|let['’]?s|let\s+us|need\s+to)\s+)(?:(?:also|further|just|always|really|carefully)\s+)?`;
/**
 * Where the work itself is named: what follows *to* is its purpose (*scale it to improve
 * resilience*).
 */
const asWork = String.raw`(?:^|[.;:!?\n•–—(*✅-]\s*|\b(?:and|or|should|must|shall|then|please|also|we(?:\s+will)?|let['’]?s|let\s+us|(?:need|have|want|plan)\s+to)\s+)(?:(?:also|further|just|always|really|carefully)\s+)?`;
const modest = String.raw`(?:(?:some|the|our|its|their|all|more|any|a|an|further|existing|overall|general)\s+)*`;
/** What people ask for when the system should have alerted them. */
const signals = String.raw`(?:monitor(?:ing|s)?|alert(?:ing|s)?|alarms?|observability|visibility|log(?:ging|s)?|metrics?|telemetry|tracing|dashboards?|instrumentation)`;
const upkeep = String.raw`(?:test(?:ing|s)?|test\s+coverage|coverage|documentation|docs|runbooks?|playbooks?|communications?|process(?:es)?|procedures?|hygiene|tooling|error[-\s]handling|validation|practices|collaboration|reviews?|code\s+quality|quality)`;

/** A threshold or an event that makes a signal specific. */
const condition = String.raw`[^.;!\n]*(?:\d|\b(?:when|whenever|if|above|below|under|over|exceed\w*|older|fewer|more\s+than|less\s+than|longer|close\s+to|unhealthy|fail(?:s|ure|ures|ed)?|missing|expir\w+|not|no)\b)`;

const each = (...sources: string[]): RegExp[] => sources.map((source) => new RegExp(source, 'giu'));

/** In the order in which their questions are asked about the same words. */
export const followUpRules: readonly FollowUpRule[] = [
  {
    id: 'careful',
    source: systems,
    question: easyPath,
    patterns: each(
      String.raw`\b(?:be|being|been|stay|remain|become)\s+(?:(?:more|extra|very|much|especially|particularly|always|a\s+(?:bit|little)\s+more)\s+)*(?:careful|cautious|vigilant|attentive|mindful|diligent|alert|aware|thorough|conscientious|considerate|disciplined)\b`,
      String.raw`\b(?:take|taking|exercise|use|apply|with)\s+(?:(?:more|extra|greater|better|due|great|special|additional)\s+)*(?:care|caution|vigilance|diligence)\b`,
      String.raw`\b(?:pay|paying)\s+(?:(?:more|closer|close|extra|better|special)\s+)*attention\b`,
      String.raw`\b(?:more|extra|greater)\s+(?:care|caution|vigilance|diligence|discipline|attention|rigou?r)\b`,
      String.raw`\b(?:more|extra)\s+(?:carefully|cautiously|thoroughly|diligently)\b|\b(?:double|triple)[-\s]+check(?:ing|s)?\b|\b(?:try|work)\s+harder\b|\bwatch\s+out\b|\b(?:look|think)\s+twice\b|\bcareless(?:ly|ness)?\b`,
      String.raw`${asVerb}carefully\b`,
      String.raw`\b(?:do\s+not|don['’]?t|never|not\s+to)\s+(?:forget|repeat|make\s+(?:this|that|the\s+same|such)\s+(?:a\s+)?mistakes?|let\s+(?:this|it)\s+happen)\b`,
      String.raw`\b(?:remember|avoid\s+(?:human\s+errors?|mistakes?))\b`,
    ),
  },
  {
    id: 'retrain',
    source: systems,
    question: easyPath,
    patterns: each(
      String.raw`\b(?:re-?train(?:ing|ed|s)?|refresher|upskill(?:ing)?)\b(?!\s+(?:\w+\s+){0,2}(?:models?|classifiers?|rankers?|networks?|weights)\b)`,
      String.raw`\b(?:train(?:ing)?|educat(?:e|ing|ion)|coach(?:ing)?|teach(?:ing)?)\s+(?:(?:the|all|our|new|every|more|up|for|of)\s+)*(?:[\w-]+\s+)?${people}\b`,
      String.raw`\b(?:more|better|additional|further|extra|proper|mandatory|give|provide|hold|run|offer|organi[sz]e|attend|complete|schedule|safety|security)\s+(?:(?:more|better|some|a|the|additional|further|extra|proper|mandatory)\s+)*training\b(?!\s+(?:data|sets?|jobs?|runs?|pipelines?|loss))`,
      String.raw`\b${people}\b[^.;\n]{0,30}\b(?:be|are|get)\s+(?:\w+\s+)?trained\b|${asVerb}teach\b`,
      String.raw`${asVerb}(?:train|educate|coach)\b(?!\s+(?:\w+\s+){0,2}(?:models?|classifiers?|rankers?|networks?)\b)`,
    ),
  },
  {
    id: 'remind',
    source: systems,
    question: easyPath,
    patterns: each(
      String.raw`${asVerb}remind(?:ing|s)?\b|${asVerb}(?:send|set|post|add)\s+(?:(?:a|an|out|regular|weekly|friendly)\s+)*reminders?\b(?!\s+(?:mail\s+)?(?:to\s+the\s+owner|from|by|\d))`,
      String.raw`\b(?:rais(?:e|ing)|increas(?:e|ing)|build(?:ing)?|creat(?:e|ing)|spread(?:ing)?|more|better)\s+(?:(?:more|general|team|the)\s+)*awareness\b`,
      String.raw`\b(?:make|making)\s+(?:(?:the|all|our|other|every)\s+)*${people}\s+(?:\w+\s+)?aware\b`,
      String.raw`\b(?:tell|ask|urge|encourag(?:e|ing)|instruct(?:ing)?|inform(?:ing)?)\s+(?:(?:the|all|our|new|every)\s+)*(?:[\w-]+\s+)?(?!user\b)${people}\s+(?:(?:not\s+)?to|about|that|of|how|who|when|in|at|on)\b`,
      String.raw`${asVerb}(?:communicat(?:e|ing)|announc(?:e|ing))\s+(?:(?:the|our|all|this|that)\s+)*(?:new\s+)?(?:rules?|process(?:es)?|polic(?:y|ies)|procedures?|guidelines?|conventions?)\b`,
    ),
  },
  {
    id: 'comply',
    source: systems,
    question: easyPath,
    patterns: each(
      String.raw`\b(?:follow(?:ing)?|adher(?:e|ing)\s+to|comply(?:ing)?\s+with|stick(?:ing)?\s+to|respect(?:ing)?|obey(?:ing)?|enforc(?:e|ing))\s+(?:[\w-]+\s+){0,4}(?:process(?:es)?|procedures?|runbooks?|playbooks?|checklists?|polic(?:y|ies)|guidelines?|guidance|protocols?|standards?|rules?|best\s+practices?|instructions?)\b`,
      String.raw`\b(?:hold|holding)\s+(?:[\w-]+\s+){1,4}(?:accountable|responsible)\b|\b(?:disciplin(?:e|ing|ary)|reprimand(?:ing)?)\b(?!\s+of\b)`,
      String.raw`(?<!\b(?:in|of|by|for|from|with)\s(?:the|our|a)\s)\b(?!users?\b|customers\b|they\b|you\b|us\b|all\b|support\b|hotline\b|teams?\b|owners\b|managers\b|agents?\b)(?:${people}|nobody|no\s+one)\s+(?:should|must|ought\s+to|need\s+to|needs\s+to|have\s+to|has\s+to|are\s+to|shall|may|should\s+not|must\s+not|not\s+to)\s+(?!be\s+(?:able|paged|told|notified|alerted)\b|have\s+(?:an?|the|access)\b|see\b|get\b|receive\b|(?:be\s+)?trained\b)(?:always\s+|never\s+|not\s+)?\w+`,
      String.raw`\b(?:should|must|has\s+to|have\s+to|needs?\s+to|is\s+to|are\s+to)\s+(?:always\s+)?be\s+(?:followed|respected|adhered|obeyed|observed)\b|\b(?:should|must)\s+(?:always|never)\s+\w+`,
    ),
  },
  {
    id: 'signal',
    source: bounded,
    question: 'Which signal, past which threshold, would have alerted which person or team?',
    patterns: each(
      String.raw`\b(?:better|more|improved?|improving|enhanced?|enhancing|additional|further|proper|appropriate|adequate|sufficient|good|stronger|increased?|increasing|extra)\s+(?:[\w-]+\s+){0,2}${signals}\b`,
      String.raw`${asVerb}(?:add|have|introduce|implement|apply|extend|set\s?up|create|get|build)\s+${modest}${signals}(?:\s+(?:and|&|/)\s+${signals})?(?=\s*(?:$|[.;!,(]|(?:for|to|on|around|in|of|and)\s))(?!${condition})`,
      String.raw`^(?:[\w-]+\s+){0,2}${signals}\s+(?:and|&)\s+${signals}\s*$|\b(?:a\s+certain|some|the\s+right|an?\s+appropriate)\s+threshold\b`,
      String.raw`${asVerb}monitor\b`,
    ),
  },
  {
    id: 'improve',
    source: bounded,
    question: doneWhen,
    patterns: each(
      String.raw`${asWork}(?:improv(?:e|ed|ing|ements?)|enhanc(?:e|ed|ing|ements?)|strengthen(?:ed|ing)?|optimi[sz](?:e|ed|ing)|harden(?:ed|ing)?|streamlin(?:e|ed|ing)|moderni[sz](?:e|ed|ing)|refin(?:e|ed|ing)|polish(?:ing)?|beef(?:ing)?\s+up|clean(?:ing)?\s+up|tidy(?:ing)?\s+up|level\s+up|robustif(?:y|ying))\b(?![^.;\n]*\b(?:with\s+an?|by\s+\w+ing)\b)`,
      String.raw`(?<=\b(?:is|are|be|been|gets?)\s(?:\w+\s)?)(?:improved|enhanced|hardened|strengthened|optimi[sz]ed|streamlined)\b|\b(?:ways?|options?|how)\s+(?:to\s+improve|for\s+improving)\b`,
      String.raw`(?:^|\n)\W*(?:better|improved|more\s+(?:robust|reliable|resilient|stable))\s+(?!(?:[\w-]+\s+){0,2}${signals}\b)[\w-]+|\bsomething\s+(?:more\s+)?(?:robust|reliable|better|stable)\b`,
      String.raw`${asVerb}(?:increas(?:e|ing)|rais(?:e|ing)|reduc(?:e|ing)|lower(?:ing)?|bring(?:ing)?\s+down)\s+(?:[\w-]+\s+){0,3}(?:quality|noise|toil|complexity|stability|reliability|resilience|performance|debt|maturity|confidence|security)\b(?![^.;\n]*\d)`,
      String.raw`\b(?:make|making|do|doing|get|getting)\s+(?:[\w'’-]+\s+){0,6}?(?:better|more\s+(?:robust|reliable|resilient|stable|maintainable|scalable|efficient|visible|obvious|explicit|clear)|faster|safer|easier|clearer|simpler|robust|reliable|resilient)\b`,
      String.raw`\b(?:better|improved|clear|clearer|proper|good|more\s+robust|more\s+reliable|more\s+resilient)\s+(?:[\w-]+\s+){0,2}${upkeep}\b|\b(?:more|additional|further)\s+${upkeep}\b`,
      String.raw`${asVerb}(?:fix|address|resolve|handle|deal\s+with|mitigate|prevent|avoid|reduce|minimi[sz]e)\s+(?:this|that|it|these|those|the\s+(?:issue|problem|root\s+cause|bug|situation|incident)s?|such\s+\w+|similar\s+\w+|recurrence)\b`,
      String.raw`${asVerb}(?:work|focus)\s+on\b`,
      String.raw`${asVerb}(?:update|write|add|create|review|revise|document)\s+${modest}(?:docs|documentation|runbooks?|playbooks?|process(?:es)?|procedures?|tests?|testing|(?:automated|unit|integration|regression)\s+tests?)\s*(?:$|[.;!])`,
    ),
  },
  {
    id: 'ensure',
    source: bounded,
    question: 'What will bring that about, and how can someone check it?',
    patterns: each(
      String.raw`${asWork}(?:ensure|make\s+(?:(?:absolutely|very|quite|damn)\s+)?(?:sure|certain)|see\s+to\s+it|guarantee|assure|strive|aim\s+(?:to|for)|(?:try|attempt)\s+to|endeavou?r)\b`,
      String.raw`(?:^\W*|\bby\s+)(?:ensuring|making\s+(?:sure|certain)|guaranteeing|assuring|striving|aiming|trying\s+to)\b`,
      String.raw`\b(?:is|are|be)\s+(?:ensured|guaranteed|assured)\b`,
    ),
  },
  {
    id: 'investigate',
    source: bounded,
    question: 'Which question will it answer, and what will be there to read when it is answered?',
    patterns: each(
      String.raw`(?<!\b(?:when|while|for|of|during)\s)\binvestigat(?:e|es|ed|ing|ions?)\b|\b(?:look|looking|dig|digging|dive|diving|check|checking)\s+(?:\w+\s+){0,2}into\b|\b(?:figur(?:e|ing)|find(?:ing)?)\s+out\b|\blook(?:ing)?\s+at\b|\bthink(?:ing)?\s+(?:\w+\s+)?(?:about|through|of)\b`,
      String.raw`${asVerb}(?:explore|exploring|research|researching|consider|considering|evaluate|evaluating|assess|assessing|analy[sz]e|analy[sz]ing|examine|examining|study|studying|review|reviewing|revisit|revisiting|discuss|discussing|understand|understanding|audit|follow\s+up\s+(?:on|with)|reflect|debate|ponder|brainstorm|talk)\b`,
      String.raw`\bhave\s+(?:an?\s+)?(?:talk|chat|discussion|conversation|look|think)\b|\b(?:might|could|may)\s+be\s+(?:an?\s+)?(?:option|idea|useful|worth)\b|${asVerb}check\s+(?:why|if|whether|how)\b|${asVerb}identify\s+(?:an?\s+)?(?:clear\s+)?(?:path|options?|ways?|alternatives?)\b`,
    ),
  },
  {
    id: 'unbounded',
    source: bounded,
    question: 'When is it over, and who will see that it is?',
    patterns: each(
      String.raw`\b(?:as|if|when|where|wherever|whenever)\s+(?:needed|necessary|appropriate|required|possible|applicable|feasible|relevant)\b|\bas\s+soon\s+as\s+possible\b|\basap\b|\bat\s+some\s+point\b|\beventually\b|\bsome\s*day\b|\betc\b(?![^(]*\))|\bin\s+the\s+near\s+future\b|\band\s+so\s+on\b`,
      String.raw`\b(?:regularly|periodically|more\s+(?:often|frequently|regularly)|continuously|in\s+(?:the\s+)?future(?=\s*(?:$|[.,;!)]))|from\s+now\s+on|next\s+time|on\s+an\s+ongoing\s+basis)\b`,
      String.raw`${asVerb}(?:continue|keep)\s+(?:to\s+)?(?:\w+ing|an\s+eye|on|to|with)\b`,
    ),
  },
];
