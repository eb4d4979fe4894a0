/**
 * Texts with a credential, and texts with what looks like one. Each is written in parts, so that no
 * scanner takes this file for a leak; none was ever valid.
 */
const mixed =
  'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2eF4hJ6kL8nP1rS3tU5wX7zA9cD2fG4iK6mN8pQ1sT3uV5xY7aB9dE2gH4jK6lM8oP1qR3';
const take = (length: number, from = 0) => mixed.slice(from, from + length);
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => take(64, index)).join('\n');

interface LabelledSecret {
  text: string;
  secret: string;
}
const makeSecret = (secret: string, text: (secret: string) => string): LabelledSecret => ({
  secret,
  text: text(secret),
});

export const secrets: readonly LabelledSecret[] = [
  makeSecret(`ghp_${take(36)}`, (it) => `the deploy uses ${it} now`),
  makeSecret(`gho_${take(36, 3)}`, (it) => `token: ${it}`),
  makeSecret(`github_pat_${take(22, 1)}_${take(59, 5)}`, (it) => `I rotated ${it}`),
  makeSecret(`xoxb-${'123456789012-'.repeat(2)}${take(24)}`, (it) => `SLACK_TOKEN=${it}`),
  makeSecret(`xoxp-${'123456789012-'.repeat(3)}${take(32)}`, (it) => `curl -H "Bearer ${it}"`),
  makeSecret(
    `https://hooks.slack.com/services/T02AB34CD5/B03EF45GH6/${take(24, 7)}`,
    (it) => `post to ${it}`,
  ),
  makeSecret(take(40, 2), (it) => `aws_secret_access_key = ${it}`),
  makeSecret(take(40, 9), (it) => `export AWS_SECRET_ACCESS_KEY="${it}"`),
  makeSecret(`sk_live_${take(24)}`, (it) => `stripe key ${it} in the logs`),
  makeSecret(`rk_live_${take(24, 4)}`, (it) => `restricted ${it}`),
  makeSecret(`sk-ant-api03-${take(93)}AA`, (it) => `ANTHROPIC_API_KEY=${it}`),
  makeSecret(`sk-proj-${take(74)}T3BlbkFJ${take(74, 20)}`, (it) => `OPENAI_API_KEY=${it}`),
  makeSecret(`SG.${take(22)}.${take(43, 22)}`, (it) => `sendgrid ${it}`),
  makeSecret(`npm_${take(36, 6)}`, (it) => `//npm.acme.test/:_authToken=${it}`),
  makeSecret(
    `-----BEGIN RSA PRIVATE KEY-----\nMIIE${lines(12)}\n-----END RSA PRIVATE KEY-----`,
    (it) => `it was\n${it}`,
  ),
  makeSecret(
    `-----BEGIN PRIVATE KEY-----\nMIIE${lines(14)}\n-----END PRIVATE KEY-----`,
    (it) => it,
  ),
  makeSecret(
    `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE${lines(8)}\n-----END OPENSSH PRIVATE KEY-----`,
    (it) => `ssh:\n${it}`,
  ),
  makeSecret(`postgres://app:${take(16)}@db.internal:5432/orders`, (it) => `DATABASE_URL=${it}`),
  makeSecret(`mysql://root:${take(12, 5)}@10.0.3.7:3306/shop`, (it) => `connect with ${it}`),
  makeSecret(`mongodb://svc:${take(14, 8)}@mongo-1:27017/admin`, (it) => `MONGO=${it}`),
  makeSecret(`https://deploy:${take(18, 11)}@git.internal`, (it) => `git clone ${it}/infra.git`),
  makeSecret(`glpat-${take(20, 2)}`, (it) => `PRIVATE-TOKEN: ${it}`),
  makeSecret(`shpat_${'0123456789abcdef'.repeat(2)}`, (it) => `shopify ${it}`),
  makeSecret(`AIza${take(35)}`, (it) => `maps key=${it}`),
  makeSecret(`hvs.${take(95)}`, (it) => `VAULT_TOKEN=${it}`),
];

export const lookalikes: readonly string[] = [
  'id 550e8400-e29b-41d4-a716-446655440000 failed',
  'commit 3f786850e387550fdab836ed7e6dc881de23001b reverts it',
  `sha256:${'0a1b2c3d4e5f6789'.repeat(4)}`,
  `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA${mixed}${mixed}`,
  'trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7',
  'Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==',
  'the password is in the vault, ask Bo',
  'password: see 1Password',
  'token expired at 14:03, the client did not retry',
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
  'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'postgres://user:password@localhost:5432/db',
  // Templates as logs and documentation write them.
  ['mysql://root:$', '{MYSQL_PASSWORD}@db/shop'].join(''),
  'https://user:<token>@github.com/acme/infra.git',
  'mongodb://admin:***@mongo-1:27017/admin',
  'https://deploy:xxxxx@git.internal/infra.git',
  'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  `xoxb-${'0'.repeat(12)}-${'0'.repeat(12)}-${'x'.repeat(24)}`,
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  'sk_test_ keys are for the sandbox only',
  'the ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC public key of the bastion',
  `-----BEGIN CERTIFICATE-----\n${lines(10)}\n-----END CERTIFICATE-----`,
  `-----BEGIN PUBLIC KEY-----\n${lines(5)}\n-----END PUBLIC KEY-----`,
  'https://grafana.internal:3000/d/abc?from=1670335200000&to=1670338800000',
  'ratio 12:34@56, see http://host:8080/path@v2',
  'jira.example.com/browse/OPS-1234 and orders.v2@10.0.3.7',
  'kubectl get secret orders-db -o yaml',
  'sess_01HQZX3VJ8M2N4P6R8T0W2Y4A6 timed out',
  'error ERR_SSL_VERSION_OR_CIPHER_MISMATCH at node:internal/tls/secure-context:70:13',
  `etag "${take(32)}"`,
  'arn:aws:iam::123456789012:role/deploy assumed by ci',
  'pod orders-7d9f8b6c5d-x2x4z restarted',
  'the API key for staging was rotated on Monday, prod is next',
  'Authorization: Bearer <token>',
  'otpauth://totp/Example:alice@example.com?secret=EXAMPLE&issuer=Example',
];
