// Capitalized words that identify no one: data for the search for names.

const list = (words: string) => words.split(', ');

/**
 * Public software, protocols, clouds and trackers. A name of several words is listed as it is
 * written.
 */
const technologies = list(
  'Airflow, Akka, Alertmanager, Algolia, Alpine, Amplitude, Android, Angular, Ansible, Apache, Aphyr, Apollo, AppDynamics, Argo, Argo CD, Artifactory, Athena, Auth0, Avro, Aurora, Azure, Backstage, Bash, Bazel, Beam, BigQuery, Bigtable, Bitbucket, BGP, Bootstrap, ' +
    'Buildkite, Caddy, Calico, Cassandra, Celery, Ceph, Chef, Cilium, CircleCI, ClickHouse, Cloudflare, CloudFront, CloudFormation, CloudWatch, CockroachDB, Confluence, Confluent, Consul, CoreDNS, CouchDB, Cypress, Dagster, Dart, Databricks, Datadog, Debezium, Debian, ' +
    'Delta Lake, Deno, Django, Docker, Dockerfile, Docker Compose, Druid, DuckDB, Dynatrace, DynamoDB, Elastic, Elasticsearch, Elixir, Envoy, Erlang, Excel, Express, Fargate, Fastly, FastAPI, Figma, Firebase, Fivetran, Flink, Flask, Fluentd, Flux, Flyway, Gatling, Git, GitHub, ' +
    'GitHub Actions, GitLab, Glacier, Glue, Go, Golang, Google Cloud, Gradle, Grafana, GraphQL, Great Expectations, Groovy, Gunicorn, HAProxy, Hadoop, Hazelcast, HBase, HDFS, Helm, Heroku, Hive, Honeycomb, Hudi, Iceberg, InfluxDB, Intercom, Istio, JMeter, Jaeger, Java, ' +
    'JavaScript, Jenkins, Jepsen, Jira, JUnit, Jupyter, Kafka, Kafka Connect, Kafka Streams, Karpenter, Keycloak, Kibana, Kinesis, Knative, Kong, Kotlin, Kubernetes, Lambda, LaunchDarkly, Linkerd, Linux, Liquibase, Locust, Logstash, Looker, Loki, Lua, Lucene, MariaDB, Maven, ' +
    'Memcached, Metabase, Micrometer, Minio, Mixpanel, MLflow, MongoDB, Mongo, MySQL, NATS, Neo4j, Netty, New Relic, Nexus, Nginx, NGINX, Node, Node.js, Nomad, Notion, npm, NumPy, OAuth, Okta, OpenAPI, OpenSearch, OpenShift, OpenSSL, OpenTelemetry, OpsGenie, Opsgenie, Oracle, ' +
    'PagerDuty, Pandas, Parquet, Perl, PHP, Pinot, Playwright, Postgres, PostgreSQL, Postman, Prefect, Presto, Prometheus, Protobuf, Puppet, Pulsar, Pulumi, Puma, Python, PyTorch, QuickSight, RabbitMQ, Raft, Paxos, Rails, Ray, React, Redis, Redpanda, Redshift, Rook, Route 53, ' +
    'Ruby, Rust, SageMaker, Salesforce, Sass, Scala, ScyllaDB, Selenium, Sentry, ServiceNow, Sidekiq, Slack, Snowflake, Snowplow, Solr, SonarQube, Spark, Spinnaker, Splunk, Spring, Spring Boot, SQLite, Step Functions, Svelte, Swagger, Swift, Tableau, Teams, Tekton, TensorFlow, ' +
    'Teradata, Terraform, Thanos, Tomcat, Traefik, Travis, Trello, Trino, TypeScript, Ubuntu, Unix, Vagrant, Vault, Vector, Vercel, VictoriaMetrics, Vitess, Vue, WebSocket, WebSockets, Windows, WordPress, XGBoost, Yarn, Zabbix, Zendesk, Zipkin, Zookeeper, ZooKeeper, Zoom, ' +
    'Serverless, EMR Serverless, Spot, Aurora Serverless, Cloud Run, Cloud Storage, Pub/Sub, Dataflow, Dataproc, EventBridge, Secrets Manager, Parameter Store, Systems Manager, Load Balancer, Key Vault, Blob Storage, Data Factory, Power BI, S3 Select, Active Directory, ' +
    'Amazon S3, Amazon EC2, Amazon Web Services, Google Sheets, Google Analytics, Apache Spark, Apache Kafka, Apache Flink, Apache Airflow, Wi-Fi, Ethernet, Bluetooth, Chrome, Firefox, Safari, Chaos Monkey, Feature Store, Unicode, Markdown, ' +
    'gRPC, mTLS, eBPF, iOS, iPhone, macOS, etcd',
);

/** Technical and office abbreviations. Others in capitals can be a customer's. */
const acronyms = list(
  'ACID, ACL, AI, ALB, AM, AMI, API, ARN, ASG, AWS, AZ, B2B, B2C, BA, BFF, BI, BIOS, CAP, CD, CDC, CDN, CEO, CFO, CI, CIDR, CIO, CLI, CMDB, COE, CORS, CPU, CRM, CRD, CRUD, CSAT, CSR, CSS, CSV, CTA, CTO, CVE, DAG, DAU, DB, DBA, DBMS, DDL, DDOS, DHCP, DLQ, DML, DNS, DQ, DR, DRI, DS, DSL, DST, ' +
    'EBS, EC2, ECR, ECS, EDI, EKS, ELB, ELK, EMR, EOD, EOL, EOM, ERD, ERP, ES, EST, EDT, ET, PT, CET, CEST, BST, IST, PST, PDT, ETA, ETL, ELT, EU, FAQ, FIFO, FK, FMEA, FTE, FTP, FYI, GB, GC, GCP, GCS, GDPR, GKE, GMT, GMV, GPU, GUI, HA, HIPAA, HPA, HR, HTML, HTTP, HTTPS, IAM, IC, ID, IDE, IDS, IO, I/O, ' +
    'IOPS, IOT, IP, IPC, IRC, ISO, ISP, IT, JDBC, JDK, JSON, JVM, JWT, K8S, KB, KMS, KPI, LAN, LB, LDAP, LIFO, LRU, LTS, LVM, MAC, MAU, MB, MCP, ML, MLE, MQ, MR, MTBF, MTTA, MTTD, MTTF, MTTR, MVP, NACL, NAS, NAT, NDA, NFS, NIC, NLB, NOC, NPM, NPS, NTP, OK, OKR, OLAP, OLTP, OOM, OOMKILLED, ORM, OS, OSS, OTP, P0, PB, ' +
    'PCI, PDF, PII, PK, PM, PMO, POC, POS, PO, PR, PRD, PVC, QA, QPS, RAM, RBAC, RCA, RDS, REST, RFC, ROI, RPC, RPO, RPS, RTO, S3, SAAS, SAML, SCM, SDE, SDK, SE, SEV, SEV1, SEV2, SHA, SIEM, SKU, SLA, SLI, SLO, SMS, SMTP, SNS, SOC, SOP, SOX, SPA, SPOF, SQL, SQS, SRE, SSD, SSE, SSH, SSL, SSO, STAR, SUT, SWE, TB, TCP, TDD, ' +
    'TLS, TPS, TPM, TTL, UAT, UDF, UDP, UI, UK, UPS, URI, URL, US, USA, USD, EUR, GBP, UTC, UTF, UUID, UX, VIP, VM, VP, VPC, VPN, WAF, WAL, WAN, WMS, XML, YAML, YTD, ZFS, ETC, NB, PS, RIP, TV, ASAP, BTW, DONE, TODO, NOT, AND, OR, NULL, TRUE, FALSE, GET, POST, PUT, PATCH, DELETE, SELECT, INSERT, UPDATE, ' +
    'DROP, ALTER, TABLE, INDEX, WHERE, VACUUM, ANALYZE, EXPLAIN, LISTEN, NOTIFY, SIGTERM, SIGKILL, EMEA, APAC, LATAM, HTTP/2, AB, CAPA, FMEA, MECE, RACI, SBI, NVME, CDNS, PTO, OOO, TLB, NUMA, RAID, MVCC, CQRS, DDD, BDD, SOA, MSK, MWAA, EFS, FSX, CDK, IAC, IDP, SCIM, OIDC, TOTP, MFA, KYC, AML, PSP, BIN, IBAN, ACH, SEPA, ' +
    'PSU, LTE, NM, VAT, ARR, MRR, CAC, LTV, OPEX, CAPEX, FX, EBITDA, CRC, MD5, RSA, AES, GIL, GDB, JIT, AOT, LLM, NLP, RAG, OCR, CV, CTR, CPC, CPM, AOV, ABAC',
);

/**
 * Days, months, industry events; peoples, countries and continents reveal little. A town can reveal
 * someone's location, and is asked about.
 */
const calendarAndPlaces = list(
  'Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, Mondays, Tuesdays, Wednesdays, Thursdays, Fridays, Saturdays, Sundays, Mon, Tue, Tues, Wed, Thu, Thur, Thurs, Fri, Sat, Sun, January, February, March, April, May, June, July, August, September, October, November, December, ' +
    'Jan, Feb, Mar, Apr, Jun, Jul, Aug, Sep, Sept, Oct, Nov, Dec, Christmas, Christmas Eve, Easter, Thanksgiving, New Year, New Year’s, New Year’s Eve, Black Friday, Cyber Monday, Cyber Week, Prime Day, Singles Day, Diwali, Ramadan, Halloween, Boxing Day, Lunar New Year, Chinese New Year, ' +
    'Africa, America, Americas, Antarctica, Asia, Europe, Oceania, North America, South America, Latin America, Middle East, Pacific, Atlantic, Nordics, Argentina, Australia, Austria, Belgium, Brazil, Britain, Bulgaria, Canada, Chile, China, Colombia, Croatia, Denmark, Egypt, England, ' +
    'Estonia, Finland, France, Germany, Ghana, Greece, Hungary, Iceland, India, Indonesia, Ireland, Israel, Italy, Japan, Kenya, Korea, South Korea, Latvia, Lithuania, Malaysia, Mexico, Netherlands, New Zealand, Nigeria, Norway, Pakistan, Peru, Philippines, Poland, Portugal, Romania, ' +
    'Russia, Scotland, Serbia, Singapore, Slovakia, Slovenia, South Africa, Spain, Sweden, Switzerland, Taiwan, Thailand, Turkey, Ukraine, United Kingdom, United States, Vietnam, Wales, American, Americans, Arabic, Asian, Australian, British, Canadian, Chinese, Danish, Dutch, English, ' +
    'European, Europeans, Finnish, French, German, Greek, Hebrew, Hindi, Indian, Irish, Italian, Japanese, Korean, Latin, Mandarin, Norwegian, Polish, Portuguese, Russian, Spanish, Swedish, Swiss, Turkish, Ukrainian, North, South, East, West, Eastern, Western, Central, Northern, Southern',
);

/** Activities and departments of a company: as general in capitals as without. */
const functions = list(
  'Account, Accounting, Accounts, Analyst, Analytics, Application, Applications, Architect, Architecture, Associate, Audit, Backend, Billing, Business, Call, Catalog, Chief, Checkout, Client, Cloud, Commander, Commerce, Communications, Compliance, Content, Core, Corporate, Customer, Data, Database, ' +
    'Delivery, Design, Designer, Developer, Development, DevOps, Director, Duty, Ecommerce, Editor, Embedded, Engineer, Engineering, Enterprise, Executive, Experience, Facilities, Field, Finance, Financial, Frontend, Full, Global, Growth, Hardware, Head, Identity, Incident, Information, Infra, ' +
    'Infrastructure, Insights, Inventory, Integration, Intern, Internal, IT, Junior, Lead, Leader, Leadership, Learning, Legal, Logistics, Machine, Mainframe, Manager, Management, Marketing, Marketplace, Merchandising, Middleware, Mobile, Network, Networking, Office, Officer, On-Call, On-call, ' +
    'Observability, Operations, Operator, Ops, Order, Orders, Owner, Partner, Partnerships, Payment, Payments, Payroll, People, Planning, Platform, Pricing, Principal, Privacy, Procurement, Product, Production, Program, Project, Quality, Recommendations, Recruiting, Release, Reliability, Research, Retail, ' +
    'Revenue, Risk, Sales, Science, Scientist, Scrum, Search, Secretary, Security, Senior, Service, Services, Shipping, Shift, Site, Software, Specialist, Stack, Staff, Storage, Store, Storefront, Strategy, Success, Supervisor, Supply, Chain, Support, System, Systems, Tax, Team, Tech, Technical, Technology, Test, ' +
    'Tester, Testing, Trainee, Treasury, Trust, Safety, User, Vendor, Vice, President, Warehouse, Web, Wholesale',
);

/** Terms of method that people capitalize, and words used as a label. */
const terms = list(
  'Situation, Task, Action, Actions, Result, Results, Learning, Learnings, Context, Impact, Outcome, Challenge, Problem, Obstacle, Recovery, Prevention, Phase, Step, Stage, Sprint, Tier, Level, Part, Option, Plan, Priority, Severity, Type, Class, Version, Root Cause, Five Whys, Whys, Five, Why, Post-Mortem, Postmortem, Agile, ' +
    'Kanban, Pareto, Bayes, Poisson, Gaussian, Bayesian, Boolean, Byzantine, Feature, Leadership Principle, Leadership Principles, Customer Obsession, Bias for Action, Dive Deep, Ownership, Deliver Results, Earn Trust, Insist on the Highest Standards, Have Backbone, Disagree and Commit, Are Right, A Lot, ' +
    'Ok, Okay, Mr, Mrs, Ms, Dr, Sir, Madam, Monte Carlo, Murphy, Conway, Goodhart, Moore, Dockerized, Kubernetes-native, In Stock, Out of Stock, Runbook, Figure, Table, Appendix, Chapter, Section, Slack-based, Internet, God, Earth',
);

/** Words that start sentences and that the grammar's dictionary lacks. */
const trade = list(
  'alias, aliases, adding, alert, alerts, alerting, appending, batch, bootstrapping, broker, brokers, bug, bugs, cache, caches, callers, canary, carrier, catalog, checkout, cluster, clusters, collection, collections, column, columns, commit, compaction, consumer, consumers, cost, costs, dashboard, dashboards, dataset, ' +
    'deduplication, deploy, deploys, deployment, downstream, engineers, executor, executors, failover, finance, foundation, freshness, handoff, hypothesis, ingestion, inventory, index, indexes, indices, latency, listing, listings, load, logs, mailer, metadata, metric, metrics, migration, migrations, mitigation, moderation, ' +
    'monitor, monitoring, node, nodes, nulls, observability, onboarding, orders, outage, owner, ownership, page, pages, panel, partition, partitions, payload, payments, percentile, pipeline, pipelines, platform, pod, pods, postmortem, probe, probes, producer, query, queries, queue, queues, recommendations, reconciliation, ' +
    'regression, reindexing, replay, replica, replicas, replication, retries, retro, rollback, rollbacks, rollout, runbook, runbooks, schema, search, sensor, sensors, server, servers, session, shard, shards, shopper, shoppers, silver, snapshot, staging, storefront, stakeholders, supplier, suppliers, support, telemetry, ' +
    'throughput, ticket, tickets, timeout, timeouts, timezone, tooling, tracing, traffic, trigger, truncation, upstream, vendor, vendors, warehouse, workaround, worker, workers, workload, zero, postings, afterwards, meanwhile, nobody, none, everybody, somebody, anybody, nothing, everything, original, parallelized, ' +
    'whoever, whatever, whenever, neither, nor, either, both, instead, despite, unlike, besides, within, without, today, tomorrow, yesterday, tonight, downtime, uptime, backlog, backfill, backfills, backup, backups, restore, cutover, hotfix, hotfixes, patch, patches, refactor, refactoring, sunset, playbook, playbooks, ' +
    'packet, packets, battery, batteries, firmware, mugs, mug, winter, summer, autumn, pottery, cart, basket, invoice, invoices, refund, refunds, checksum, checksums, quorum, leader, follower, lag, autoscaling, throttling, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred, dozens, hundreds, thousands, millions, eleven, twelve, thirteen, fifteen, twenty',
);

const keys = (words: readonly string[]) =>
  words.map((word) => word.replaceAll('’', "'").toLowerCase());

/** Public names that identify no one, in lowercase with a straight apostrophe. */
export const publicWords: ReadonlySet<string> = new Set(
  keys([...technologies, ...acronyms, ...calendarAndPlaces, ...functions, ...terms]),
);
const ofSeveral = [...publicWords].filter((words) => words.includes(' '));

/** Ordinary technical words: a service or a team called like this is not identified by it. */
export const ordinaryTrade: ReadonlySet<string> = new Set(keys([...trade, ...functions]));

/** Words in the longest public name. */
export const longestPhrase = Math.max(...ofSeveral.map((one) => one.split(' ').length));

/** How many words of a multi-word public name start the list, else 0. */
export function publicPhraseLength(words: readonly string[]): number {
  const said = keys(words).join(' ');
  const found = ofSeveral
    .filter((one) => said === one || said.startsWith(`${one} `))
    .toSorted((a, b) => b.length - a.length)[0];
  return found ? found.split(' ').length : 0;
}

/** Files and settings that everyone has. */
export const publicIdentifiers: ReadonlySet<string> = new Set(
  list(
    'package.json, package-lock.json, docker-compose.yml, docker-compose.yaml, pom.xml, go.mod, go.sum, main.go, main.py, index.js, index.ts, app.py, setup.py, config.yaml, config.yml, config.json, values.yaml, requirements.txt, pyproject.toml, cargo.toml, nginx.conf, postgresql.conf, pg_hba.conf, my.cnf, robots.txt, ' +
      'readme.md, changelog.md, tsconfig.json, node.js, next.js, vue.js, max_connections, shared_buffers, work_mem, maintenance_work_mem, effective_cache_size, idle_in_transaction_session_timeout, statement_timeout, lock_timeout, innodb_buffer_pool_size, wal_level, max_wal_size, created_at, updated_at, deleted_at, user_id, ' +
      'order_id, customer_id, order_date, read_only, primary_key, foreign_key, group_by, order_by, is_null, not_null, max_poll_records, session_timeout_ms, auto_offset_reset, acks_all, min_insync_replicas, retention_ms, pg_stat_activity, pg_stat_statements, pg_dump, pg_restore, kube_proxy, event_time, event_id, x_request_id',
  ),
);
