// Ordinary English words that the grammar's dictionary lacks, from texts by engineers: data. A
// plural is found by its singular.

export const ordinaryWords: ReadonlySet<string> = new Set(
  (
    'abnormal absolutes academia accuracy ack adapter additional adjacent admin adverbs advises advisory afternoon agenda aggregate alertname aloud angles anniversary annotate annual anonymise ' +
    'anywhere apis app appender approval area arrow artefact article assignee async attend attendees auditors audits auth autocomplete automatic avail averages avg background backpressure badge ' +
    'bag balancer barrels baseline basics batches beauty beginner behavioral behaviour behavioural belief bench benches benchmark binaries binary bisect blog blueprint bonus bonuses bot ' +
    'bottlenecks boundaries boundary bounds bounty brackets breakdown breaker brochure browser bucket bullet bunch button buzzwords calendar calibrate callee caller candid candidate career case ' +
    'catalogue catastrophic categories category causal caveats cell cert certainty changelog char checker checklist choice chunks churn circuit circumstances classes classifier clause cleanup ' +
    'clock closure cloze clue codebook codegen coder cohort collaborate collaborator cols comma compactor companies company compare comparison competencies competency compiler complacent ' +
    'complaint compliant component composite concepts concurrency concurrent conditional confidential config connector consensus consistency consistent console const constraint constructor ' +
    'container contract contractor contradicts cosmetic counter counterfactual counterpart countries course coverage credential crew cron crosswalk culture cumbersome current cursor custody ' +
    'custom cyber daemon datasets datasource deadline deadlock debits debt debugger decoys dedupe default defend deficit demo denominator depend dependencies dependency deps depth describe ' +
    'desk detect deterministic dev diagnostics diff differences different differentiator difficulties difficulty digit directories directory disagree discovery discrepancies discrepancy ' +
    'discretise disk doc domain dot dramatic dual dynamic efficiency effort elsewhere email emit emitter emoji employ endpoint engine enqueue ensemble entrant entries entropy entry enum env ' +
    'envelope equivalent ergonomics erratic error escalates everywhere excellent excerpt executes executional exporter exposure external facets facilitate facilitator fact factor factories ' +
    'factory factual failure fallback fault fax feedback filler fixtures flaw flight floor folder folks footers footnotes footprint foretold foundational founder fountain framework frequency ' +
    'front functional fundamental funnel gap garbage generator genesis geometric glitch gloves goal grammar grants graph group habit halt halve handbook handler handover hasty hat hazards ' +
    'headcount header headings headline health healthy heap heartbeat helper herd heuristic holiday homepage hostnames hover hows hue hygiene hypotheses hypothesise hypothesize idea idempotency ' +
    'identifier identifies identify image imperatives importer inbound inbox incidental inconsistency indexer indicator industry infer info informal initials inject inline input inquiry ins ' +
    'insight instances intake integer integral intentional interchange interval intervene interviewee interviewer introspector invalid invariant inverse investigate island item job journeys ' +
    'judgmental kebab kernel keyboard keystroke keyword kinds ladder landmarks language laptop laws lazy leaderboards ledger legacy length lens lesson letter lexicon liaison libraries library ' +
    'lifecycle lighter lineage linear lint listener local localises login lognormal lone loop loss losses lot macro manual margin marginalise marker matcher meantime mechanisms member memory ' +
    'mental merger method middle midnight migrate milestone minimal mint misleads mismatch misrepresents misuse mitigator modal mode module monorepo multimodal mutex mutual nature negligent ' +
    'neighbour neutral newcomers newsletter night nit noise noon normalise notebook notifier notifies nouns nowhere numeric observer occasional omniscient oncall onion onset onward operational ' +
    'opinions optimize optional org organizational origin originate outages outbox outcomes outlier outlives output outs outsider overclaim overconfident overload overridden overwrite pager pain ' +
    'pairwise palette pancakes pane paper parameter params paraphrase parse parser participant participle particular passage password path pattern payloads penalties penalty pentest period ' +
    'periodic personal photo picklist picture piece pillars plane platforms plot plugin plural pocket policies policy pollers popular port positives postpone pragmatic prebuilt predicate preface ' +
    'prefix prep presets pressures pretty preview primitives principle procedures processor products profiler promo pronoun proof properties property proposal proposer prose protocol provider ' +
    'proximal proxy publisher purge pushback pushpin quantify quantile quarters quirk rail rankings ratio rationale reader readme realistic reappear rearrange rebalances rebuild rebuilt receipt ' +
    'recency recite recognises recompute reconciler recreate redistribute ref referential refers refill refresher refutes regex regexes region registry regulatory reindex relationships remind ' +
    'reminders rename renderer reopen replays repo repositories repository reprocess reproduce reproducer reprove reroute resize resource responder response restate retrain retrieval retriever ' +
    'retros retrospectives retry reuse reversals reviewer revises rewrites rewrote rigor rigour risky roadmap robot robotic role rollouts roster rota router rubric runaway runner runtime sake ' +
    'sale savings scenario scene scheduler schemas scissor scope screenshots scribe script selector semicolons separator seq sequences serif setup shadow sheet shortcut shutdown sideways sigma ' +
    'signature signifies silent similar simulator singletons singular skeleton sketch skew skillset skip sloppy slot slowdown smoothie snapshots socket somewhere soup source space spatial speaker ' +
    'spec speech spinach spine spooky stakeholder stampede standup starter status stddev steward stock stopwatch stories story strength structural structure subscriber subset subsystem successes ' +
    'sufficient summaries summarize summary swap symbols symptom sync synonym systemic tab tables tablets takeaway takeover tale tasks taxonomy teapot technique telegraphic telephone teller ' +
    'temporal tend tens tenure terms theater theme theories thorough threshold thumb thumbnails timeline timer timestamp title toggle toil tombstone tool toolchain toys trace tracker ' +
    'transactional transcript traversal tree triage truck truth typecheck typefaces unblock unbuilt uncertain uncertainty unclear underlines unhappy unhealthy union unit unknowns unpack unsafe ' +
    'upwards usage utils valid verb verbose veto viewpoint visualise vocalise volume wall watermark webex webhook weekday weight widgets window wolves workbook workflow workspace workstreams ' +
    'wrappers yours'
  ).split(' '),
);
