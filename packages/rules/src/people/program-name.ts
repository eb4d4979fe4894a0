/** Programs that write alerts, changes and messages, as tools name them. */
const programs = new Set(
  `airflow alertmanager alerts ansible argocd autoscaler buildkite ci circleci cron crond datadog
  dependabot deployer githubactions gitlabci grafana icinga jenkins kubelet kubernetes monitoring
  nagios newrelic opsgenie pagerduty prometheus renovate scheduler sentry spinnaker system systemd
  teamcity terraform watchdog zabbix`.split(/\s+/),
);

const isProgramName = (name: string) =>
  programs.has(name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')) ||
  /\[bot\]$|(^|[-_ ])bot$/i.test(name.trim());

/**
 * Whether a name is that of a program, such as `alertmanager` or `Deploy Bot`. If there is an email
 * address, it has to be a program's as well: `scheduler@…`.
 */
export function isProgram({ name, email }: { name: string; email: string | null }): boolean {
  return isProgramName(name) && (email === null || isProgramName(email.split('@')[0] ?? ''));
}
