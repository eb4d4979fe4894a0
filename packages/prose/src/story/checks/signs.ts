const matchAny = (...phrases: string[]) => phrases.join('|');

/**
 * Signs that a choice was weighed. Comparisons of results (*vs last year*) do not matter: the
 * result is not searched.
 */
export const tradeOff = new RegExp(
  [
    String.raw`\b(?:${matchAny(
      String.raw`instead|rather than|alternatives?(?! (?:phone|number|e-?mail|address|name|key))|trade-?offs?|trading|weigh(?:ed|ing)?`,
      String.raw`options?(?! (?:of the|page|menu|file))|pros and cons|downsides?|drawbacks?|compromise|diminishing returns|caveats?`,
      String.raw`(?:two|three|four|several|other|another|both) (?:\w+ )?(?:ways?|paths?|approach(?:es)?|routes?|possibilit(?:y|ies))(?= (?:to|of|was|were|would|,|and))`,
      String.raw`at the (?:cost|price|expense)(?! cent)|cost (?:us|me|money|time|more)|gave up|giving up|sacrific\w+|prefer(?:red)?|better an? \w+|the price (?:was|for)`,
      String.raw`risk(?:y|ed|ing)|(?:a|the|some|no|less|more|high|higher|low|lower|too much|own|which|every) risks?(?! (?:team|register|management|department|people|group|model))|risks? (?:of|that|to)\b|de-?risk\w*`,
      String.raw`reversible|irreversible|(?:be|been) undone|undo|way back|safer|harmless|lesser|(?:smaller|greater|bigger) (?:harm|evil|risk|damage)|(?:be|been|is|was) worse`,
      String.raw`(?:slower|dirtier|uglier|longer|harder|costlier|simpler|cheaper|faster|safer)\b[^.]{0,30}\bbut\b|but safer|(?:cheaper|safer|worse|riskier|better|higher|more expensive) (?:than|to) (?!before|usual|ever)`,
      String.raw`I took the \w+ one|chose|choices?|opted|versus|(?<!\bcompar\w{1,5} \w+ (?:\w+ )?)vs\.?|considered|disagreed|argued (?:for|against|that)`,
      String.raw`would(?: not|n['’]t)? (?:have|take|cost|mean|lose)|(?:could|might) have \w+(?:ed|t|n|ne)\b|good enough|not perfect|acceptable|accept(?:ed|ing) (?:that|the|a|some)`,
      // One thing is kept by giving up another; some are tried to limit the damage.
      String.raw`either [^.]{1,60} or|so as to|to keep (?:\w+ ){1,4}(?:alive|running|up|open|online|selling|going)|so that (?:an?|one|no) (?:bad|broken|wrong|faulty) \w+`,
      String.raw`(?:did not|didn['’]t|does not|doesn['’]t) (?:actually |really )?need|even though|although`,
    )})\b`,
    // A reason weighs something if someone acts; *the disk was full because …* explains.
    String.raw`\b(?:I|we)\b[^.]*\bbecause\b|^\W*\p{Lu}\p{Ll}+(?:ed|t|d)\b[^.]*\bbecause\b`,
    // What was spared, postponed, decided against or kept small, and what it was worth: restraint
    // is a choice.
    String.raw`\b(?:${matchAny(
      String.raw`to (?:avoid|spare|protect)|to save (?:that|those|the (?:other|rest))|(?:in order|so as) not to|in case`,
      String.raw`(?:put|puts|held|hold|holding|putting) (?:(?:\w+ ){1,3}back|off)|postponed|deferred|until after|left (?:\w+ ){1,4}(?:alone|as it was|for later)`,
      String.raw`(?:decided|voted) against|turned down|gives? up|thought (?:about|of) \w+ing|I could (?:\w+ ){1,5}or|and not the|more than an? `,
      String.raw`though|even (?:if|when)|\w+ as it (?:is|was)|knowing that|live with|settled? for|make do|worth (?:it|the|a|more)`,
      String.raw`if [^.]{1,60} (?:back to|we stop|I stop|abort)|the (?:fewest|smallest|cheapest|safest|quietest|least \w+)|only (?:one|a single|a few|part)`,
    )})\b`,
    '权衡|而不是|取舍|风险|方案|备选|代价|宁可|宁愿|因为|选择|为了先|与其|不如|以免|免得|避免|以防|否则|放弃|牺牲|换来|优先|虽然|尽管|即使|考虑|可逆|撤销|退回|来不及',
    '更(?:安全|稳妥|容易|可靠|便宜)|较[慢小]的|只(?:在|对|给)',
  ].join('|'),
  'imu',
);

const device = String.raw`(?:tests?|checks?|scans?|scanners?|probes?|hooks?|gates?|alarms?|alerts?|guards?|limits?|rules?|monitors?|canar(?:y|ies)|validat(?:ion|or)s?|burn-in|watchdogs?|interlocks?|runbooks?|checklists?|quotas?|timeouts?|circuit breakers?|dashboards?)`;
const stops = String.raw`(?:refus|reject|block|prevent|forbid|enforc|catch|stop)(?:s|es|ed)?`;

/** What was put in place, with the action or with what it does now. */
const installed = new RegExp(
  [
    String.raw`\b(?:add(?:ed|s)?|wrote|buil[dt]|made|put|set|introduced|install(?:ed)?|shipped|created|armed|have|has|with|gave) (?:up )?(?:(?:a|an|the|our|new|in|on|\w+ly|[\w-]+) ){0,3}${device}\b`,
    String.raw`\b${device} (?:that|which|now|has (?:stopped|refused|fired|caught|found)|${stops}|fails?|compares?|runs?)\b`,
    String.raw`\b(?:now|each|every|any|no|such|nobody|can) (?:[\w-]+ ){0,6}(?:is|are|be|gets?) (?:now )?(?:\w+ly )?(?:refused|rejected|blocked|stopped|rolled back by itself|checked|scanned|validated|rotated|through)\b`,
    String.raw`\bcan no longer\b|\bcan(?:not|'t|’t) happen again\b|\bso that (?:it|this|such|nobody|no \w+) (?:\w+ )?(?:cannot|can't|can’t|never|can only|can no longer)\b|\bif it (?:happens|comes|fails) again\b`,
    String.raw`\b(?:is|are) (?:now )?enforced\b|\b(?:refuses|rejects|blocks|prevents|forbids)\b|\b(?:had|made|make|let) (?:the |our |it )?(?:[\w-]+ ){0,3}(?:stop|fail|refuse|reject|block|ask|check|warn)\b`,
    String.raw`\b(?:build|pipeline|job|deploy\w*|release|merge|commit|import|start) (?:now )?(?:fails|stops|breaks|aborts|is (?:refused|blocked|stopped))\b`,
    '拦住|拦截|自动(?:校验|检查|回滚|验证)|加了|加上了|新增了|无法(?:合并|上线|发布|部署|提交)|必须(?:先|通过|经过)|不再允许|禁止|门禁',
    '每[天晚周月次].{0,8}(?:核对|检查|比对|扫描|验证|提醒)|会(?:有人)?收到提醒',
  ].join('|'),
  'i',
);

/** Things that prevent or detect, named in the action or the result. */
const named =
  /\b(?:alerts?(?!(?: at \S+)? (?:went off|woke|came|rang))|alerting|alarms?|monitor(?:s|ing)|runbooks?|playbooks?|guards?(?! at)|guardrails?|invariants?|contract checks?|data contracts?|canary|canaries|checks?(?= (?:compar|that|for|in|on|to|now|which|before|every|each|against))|(?:audit|health|sanity|schema|data|pre-?flight|automated|contract|integrity|freshness|quality) checks?|validation|reconciliation|(?:regression|unit|integration|contract|load|smoke|chaos|end-to-end) tests?|(?:a|the|with|and|added|wrote|new|more|our) tests?(?: suite| that| for| in| which)?|tests\b|test suite|linter|lint rule|circuit breakers?|rate limits?|fallback|feature flags?|checkpoint\w*|auto-?scaling|kill switch|burn-in|stop rules?|drills?|game days?|dashboards? (?:for|that|with|show)|safeguards?|ci (?:gate|rule|step)|policy|quotas?|timeouts?|backups?|reviews? (?:for|of) every)\b|测试|监控|告警|回归|预案|校验|检查项|演练|限流|熔断|灰度|阈值|手册|用例|巡检/i;

/**
 * Signs that something was put in place so that it does not happen again, or is detected at once.
 */
export const prevention = new RegExp(`${installed.source}|${named.source}`, 'i');

/** Lessons can mention a runbook or an alarm; only one that was put in place prevents. */
export const preventionInLearning = installed;

const news = String.raw`(?! (?:about |of )?(?:this|that|it)\b[^.]{0,30}\b(?:before|ago|later|earlier|from (?:the|a) (?:ticket|alert|customer|email|news)))(?! (?:of|about) (?:the|a|an) )(?! from (?:the|a|an|our|my|their) (?!incident|outage|mistake|failure|error|experience|drill|review|exercise|night|case|story|episode))`;

/** First-person reflection; *we learned this three weeks before* is news, not a lesson. */
export const learning = new RegExp(
  [
    String.raw`\bI(?:['’]ve| have)?(?: also| since)? learn(?:ed|t)${news}\b`,
    String.raw`\b(?:what|one thing|the (?:main|biggest|big) thing) (?:I|we) (?:had )?(?:learn(?:ed|t)|believed|thought|assumed|underestimated|overlooked|misjudged|did not know)\b`,
    String.raw`\b(?:taught (?:me|us)|learnings|lessons? (?:for me|I took|learn(?:ed|t)|was|is|from)|(?:my|a|the|key|main|big(?:gest)?) (?:lesson|takeaway|learning))\b`,
    String.raw`\b(?:surprised me|(?:the|my|a) surprise (?:for me|was)|surprising (?:for|to) me|new to me)\b`,
    String.raw`\bnext time,? (?:I|we)\b|\bin hindsight\b|\blooking back\b|\bwith hindsight\b|\bthe (?:other|wrong) way round\b`,
    String.raw`\b(?:I|we)(?: would|['’]d) (?:now|today|rather|always|never) \p{L}+`,
    String.raw`\b(?:I|we)(?: would|['’]d) (?:have )?\p{L}+\b[^.]{0,60}\b(?:differently|otherwise|sooner|earlier|first|before|next time|instead|again)\b`,
    String.raw`\bI (?:used to|no longer|now) \p{L}+|\b(?:do|did|will|would)(?: not|n['’]t)\b[^.]{0,40}\bany ?more\b`,
    String.raw`\b(?:today|nowadays|these days|now|since then|ever since|since that \w+|after that),? I (?!was\b|were\b|had\b|went\b|got\b|\p{L}+ed\b)\p{L}+`,
    String.raw`\bI should have\b|\bI could have [^.]{0,50}\b(?:sooner|earlier|first|before|better)\b`,
    String.raw`\bI (?:had )?(?:believed|thought|assumed)[^.]{0,60}\b(?:was|were|is) (?:wrong|not so|untrue)\b|\bI had (?:wrongly |always )?(?:believed|assumed|thought|trusted)\b|\bI (?:was|had been|have been) wrong\b`,
    String.raw`\bI (?:realis|realiz)ed (?:that )?(?:I|my|we|our)\b|\bI came to (?:see|understand|believe|trust|doubt)\b|\bchanged (?:how|the way) I\b|\b(?:showed|made) me (?:see|realise|realize|understand|think)\b`,
    String.raw`\bmy (?:mistake|error|assumption) was\b|\bsince then I\b|\bI still (?:do|ask|use|keep)\b`,
    '我学到|学到了|教训|反思|下次|下一次|以后我|以前我|收获|重来一次|(?:让|使)我|我(?:才|终于|也)?(?:明白|意识到|认识到|懂得|懂了|学会)',
    '我[^，。；]{0,4}(?:以后|今后|不再)|(?:今后|现在|从此|如今|如果)[^。；]{0,6}我(?!们)|我(?:原|本|曾|一直)(?:来|先|经)?以为|原以为|我(?:本|原本|应)(?:该|应)',
  ].join('|'),
  'iu',
);
