/**
 * Searches of the finished sample incident, and which of its 852 items answer them. Judged by
 * reading the items, not the results: 3 is what the reader looks for, 2 also answers, 1 is about it.
 */
export interface LabelledQuery {
  query: string;
  grades: Partial<Record<1 | 2 | 3, RegExp>>;
}

const label = (query: string, best: RegExp, good?: RegExp, related?: RegExp): LabelledQuery => ({
  query,
  grades: { 3: best, ...(good && { 2: good }), ...(related && { 1: related }) },
});

export const labelledQueries: LabelledQuery[] = [
  // What happened, as one remembers it.
  label(
    'alias missing collection',
    /read alias was missing today|read alias does not contain|alias that search reads does not/i,
    /read alias has base and yesterday|skus_read did not have|collection that search does not read/i,
    /it's not on the list|added to the alias by hand/i,
  ),
  label(
    'renamed parameter',
    /renames the update_alias parameter|update_alias parameter collections was renamed/i,
    /rename collections to members|Renames `colle/i,
    /pass(es)? `?members=/i,
  ),
  label(
    'silently ignores unknown arguments',
    /silently ignores any argument/i,
    /passes an unknown argument fails|keyword-only/i,
    /\*\*opts/i,
  ),
  label(
    'alert stayed silent',
    /search-freshness was silent because|stayed silent/i,
    /search-freshness was silent and I|freshness rule turns out to match no series|no alert fires/i,
    /0 series|silent alert/i,
  ),
  label(
    'rule matches nothing',
    /15 of 212 alert rules match nothing|rule that has matched nothing/i,
    /rule that matches nothing|match(es)? no series|had matched no series/i,
    /rules? of 212|return nothing/i,
  ),
  label(
    'broker ruled out',
    /broker is ruled out|Broker ruled out/i,
    /It is not the broker|broker is delaying/i,
    /broker was fine|Broker: lag 212/i,
  ),
  label(
    'duplicate listings',
    /236 duplicate listings|Remove duplicate listings/i,
    /duplicates: 236|236 SKUs are second copies|list of duplicates/i,
    /duplicates?\b|second copies/i,
  ),
  label(
    'failover b side',
    /Do not fail over to the B side/i,
    /can we fail over to the B side|B has the same config/i,
    /No failover/i,
  ),
  label(
    'roll back storefront',
    /Roll back 3\.118\.0|rollback's done/i,
    /rolling it back|finishes the rollback/i,
    /storefront errors come from an unrelated deploy|storefront 3\.118\.0/i,
  ),
  label(
    'admin rights after changing teams',
    /Admin rights on the search cluster|Revoke admin rights/i,
    /admin (role|rights) on the search cluster/i,
  ),
  label(
    'how many listings were lost',
    /3,896 listings from 1,142 vendors/i,
    /3,896 real SKUs/i,
    /How many orders were lost/i,
  ),
  label(
    'tell vendors',
    /Tell vendors now|Vendors are told what to expect/i,
    /I want to tell vendors now|On the vendor board now/i,
    /note to vendors|text for vendors/i,
  ),
  label('daily job', /daily job/i, /daily-collections/i),
  label('dry run', /dry run stops before the alias/i, /dry-run|dry run/i),
  label(
    'search is green',
    /“search is green” ended|"Search is green" ended/i,
    /dashboards are green|say "green" I mean|told support we were green/i,
  ),
  label(
    'new engineer question',
    /new engineer asked? the question|new engineer asks whether/i,
    /naive question|asked the same question last week/i,
    /beginner questions/i,
  ),
  label(
    'test listing mug',
    /creates a test listing, a mug|I made a test listing|I've made a test listing/i,
    /the mug as the first hit|mug is the first hit|SEE THE MUG|sees the mug/i,
    /\bmug\b/i,
  ),
  label(
    'first vendor report',
    /When did the first vendor report arrive/i,
    /first vendor report/i,
    /First one is 8:52 pm/i,
  ),
  label(
    'impact starts',
    /impact starts Monday/i,
    /since when: first doc|19 hours and 36 minutes/i,
    /19 (and a half hours|h 36)/i,
  ),
  label('clock of mon-02', /mon-02's clock|mon-02 clock/i, /mon-02/i),
  // Other forms of the words.
  label(
    'pausing imports',
    /Bulk imports were paused|imports paused|imports are paused/i,
    /paused/i,
  ),
  label(
    'deleting listings',
    /delete and re-create listings|deleting and re-creating listings|deleted and re-created/i,
    /deleted theirs and made it again/i,
  ),
  label(
    'reverting alert rules',
    /Revert the entire alert rule refactoring/i,
    /revert the whole refactor/i,
  ),
  label(
    'cache search responses',
    /cached search response/i,
    /search-api directly with caching off/i,
  ),
  label(
    'reviewing the change',
    /I was the reviewer|another reviewed it/i,
    /Small one for review|reviewing rule changes/i,
  ),
  label(
    'triggering the alert',
    /freshness alert is triggered on purpose|trigger it once in production/i,
    /making it fire|seen it fire/i,
  ),
  label(
    'restarted broker',
    /brokers were restarted|three brokers restarted/i,
    /Rolling restart of (the )?brokers/i,
    /lag alert fires on every planned restart/i,
  ),
  label(
    'threshold lowered',
    /lower the 5xx threshold/i,
    /5xx threshold 2 %/i,
    /threshold down to 5 min/i,
  ),
  label(
    'documented callers',
    /what its callers need was not documented/i,
    /knows the callers|all five callers/i,
  ),
  label('type checking', /type-check its callers|no type checker runs/i, /mypy/i),
  label(
    'generated rules',
    /Alert rules are generated from one template|rules were generated from one template|Generate all rules from one template/i,
    /generated/i,
  ),
  label(
    'vendor complaints',
    /support answers the first reports|Five vendors in an hour|Three vendors say/i,
    /vendors/i,
  ),
  label(
    'moved teams',
    /moved to another team three months earlier/i,
    /three months after I left|changes teams/i,
  ),
  label(
    'merging compaction slow',
    /SearchCompactionSlow|compaction ran 40 min long/i,
    /Merge into skus_base has run|compaction/i,
  ),
  // Names with punctuation.
  label('update_alias', /update_alias/i, undefined, /\*\*opts/i),
  label('skus_20221206', /skus_20221206/i),
  label('SRCH-1482', /SRCH-1482/),
  label('8f3c1d0', /8f3c1d07ab/),
  label('search-freshness', /search-freshness/i, /SearchFreshness|freshness rule|freshness alert/i),
  label(
    'index-tooling 1.14.0',
    /index-tooling\*? 1\.14\.0/i,
    /on 1\.14\.0|index-tooling.{0,40}1\.14\.0/i,
  ),
  label('/cart/estimate', /\/cart\/estimate/i, /route \/cart/i),
  label('OBS-231', /OBS-231/),
  label(
    'env="production"',
    /env="production"/i,
    /`production` label|prod\|production|prod and production/i,
  ),
  label('1 to add', /1 to add/i),
  label('daily.py', /daily\.py/i),
  label('p99 184', /p99 184/i),
  label('90416208', /90416208/),
  // Typing errors.
  label(
    'freshnes alert',
    /only alert that checks for new listings|freshness alert is triggered/i,
    /search-freshness|freshness rule|SearchFreshness/i,
  ),
  label('brokr lag', /broker lag/i, /consumer lag|Broker: lag|BrokerConsumerLag/i, /\blag\b/i),
  label(
    'moderaton macro',
    /moderation macro/i,
    /macro.{0,30}moderation|moderation.{0,30}macro/i,
    /moderation/i,
  ),
  label('vendro board', /vendor board/i),
  label(
    'colection alias',
    /difference between a collection and an alias|An alias is a name for a list/i,
    /alias.{0,60}collection|collection.{0,60}alias/i,
  ),
  label('rollbak', /rollback/i, /Roll back/i),
  label('gumbots', /gumboots/i),
  label('certificat tls', /TLS bundle/i),
  // Questions.
  label(
    'why did the alert not fire',
    /no alert fires|rule without series cannot fire|silent because its rule/i,
    /rule never fired|search-freshness was silent|matched no series/i,
  ),
  label('who decided to keep the job running', /Keep the daily job running/i, /job stays on/i),
  label(
    'how was the collection added to the alias',
    /added to the alias by hand|Add the collection to the alias by hand/i,
    /aliasctl add skus_read|add it by hand/i,
  ),
  label(
    'what did support tell the vendors',
    /Vendors are told what to expect|Tell vendors now/i,
    /On the vendor board now|note to vendors is out|I'd say what they see/i,
  ),
  label(
    'how long was search broken',
    /How long did the incident last|19 hours and 36 minutes/i,
    /7 minutes from channel to fix|19 and a half hours/i,
  ),
  label(
    'is there a panel for the age of the newest result',
    /panel that says how new the newest result|Show the age of the newest listing/i,
    /age of the newest SKU that search can find/i,
  ),
  label(
    'storefront errors unrelated',
    /storefront errors come from an unrelated deploy/i,
    /Error rates are not the cause|the 5xx are ours|storefront errors keep/i,
    /Two unrelated alerts/i,
  ),
  label(
    'winter drop at risk',
    /go\/no-go|one day away from doing this|9,400 of them with your homepage/i,
    /Winter Drop|drop lands in tomorrow's/i,
  ),
  label(
    'test against a real alias',
    /against a real alias/i,
    /doesn't mock the alias|test mocks the function/i,
  ),
  label(
    'what went well',
    /fix could be undone with one command|undoable|same four people/i,
    /mitigator/i,
  ),
];
