/** Mails as the tools write them. */

const lines = (...all: string[]): string => `${all.join('\n')}\n`;

export const gmailFirst = lines(
  'From 1792345678901234567@xxx Mon Mar 02 08:15:09 +0000 2026',
  'X-GM-THRID: 1792345678901234567',
  'X-Gmail-Labels: Inbox,Important',
  'Delivered-To: jon@example.org',
  'Received: by 2002:a05:7300:1234:b0:0:0:0 with SMTP id x1; Mon, 2 Mar 2026 00:15:09 -0800 (PST)',
  'MIME-Version: 1.0',
  'From: Mara Iwu <Mara@example.org>',
  'Date: Mon, 2 Mar 2026 09:15:00 +0100',
  'Message-ID: <first@mail.example.org>',
  'Subject: Orders refuses writes',
  'To: Jon Deer <jon@example.org>, oncall@example.org',
  'Cc: "Team, Orders" <orders@example.org>',
  'Content-Type: multipart/alternative; boundary="00000000000"',
  '',
  '--00000000000',
  'Content-Type: text/plain; charset="UTF-8"',
  '',
  'The primary is at 95 %.',
  '',
  '>From the graph it started at 09:02.',
  '--00000000000',
  'Content-Type: text/html; charset="UTF-8"',
  '',
  '<div dir="ltr">The primary is at 95&nbsp;%.</div>',
  '--00000000000--',
);

export const gmailReply = lines(
  'From 1792345678901234568@xxx Mon Mar 02 08:20:00 +0000 2026',
  'In-Reply-To: <first@mail.example.org>',
  'References: <first@mail.example.org>',
  'From: Jon Deer <jon@example.org>',
  'Date: Mon, 2 Mar 2026 08:20:00 +0000',
  'Message-ID: <second@mail.example.org>',
  'Subject: Re: Orders refuses writes',
  'To: Mara Iwu <mara@example.org>',
  'Content-Type: text/plain; charset="UTF-8"',
  '',
  'Failing over now.',
  '',
  'On Mon, Mar 2, 2026 at 9:15 AM Mara Iwu <mara@example.org>',
  'wrote:',
  '',
  '> The primary is at 95 %.',
  '>',
  '> From the graph it started at 09:02.',
);

export const outlookReply = lines(
  'Received: from AM0PR01.example.com (2603:10a6::1) by DB9 with HTTPS; Mon, 2 Mar 2026',
  ' 08:31:02 +0000',
  'From: "Jon Deer" <jon@example.org>',
  'To: Mara Iwu <mara@example.org>',
  'Subject: RE: Orders refuses writes',
  'Thread-Topic: Orders refuses writes',
  'Date: Mon, 2 Mar 2026 08:31:00 +0000',
  'Message-ID: <AM0PR01MB@AM0PR01.example.com>',
  'In-Reply-To: <first@mail.example.org>',
  'Content-Language: en-US',
  'X-Priority: 1',
  'Content-Type: text/plain; charset="iso-8859-1"',
  'Content-Transfer-Encoding: quoted-printable',
  'MIME-Version: 1.0',
  '',
  'Writes are back. Gr=FC=DFe, Jon',
  '',
  '________________________________',
  'From: Mara Iwu <mara@example.org>',
  'Sent: Monday, March 2, 2026 9:15 AM',
  'To: Jon Deer <jon@example.org>',
  'Subject: Orders refuses writes',
  '',
  'The primary is at 95 %.',
).replaceAll('\n', '\r\n');

export const thunderbird = lines(
  'From - Mon Mar  2 09:40:00 2026',
  'X-Mozilla-Status: 0001',
  'Message-ID: <thunder@example.org>',
  'Date: Mon, 2 Mar 2026 09:40:00 +0100',
  'User-Agent: Mozilla Thunderbird',
  'From: =?UTF-8?B?TWFyaWEgTcO8bGxlcg==?= <maria@example.org>',
  'Subject: =?ISO-8859-1?Q?St=F6rung?= im Shop',
  'References: <first@mail.example.org> <second@mail.example.org>',
  'Content-Type: text/plain; charset=UTF-8; format=flowed',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Am 02.03.26 um 09:20 schrieb Jon Deer:',
  '> Failing over now.',
  '',
  'Danke. Kunden melden sich noch.',
);

export const mailman = lines(
  'From mara at example.org  Mon Mar  2 10:00:00 2026',
  'From: mara at example.org (Mara Iwu)',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'Subject: [ops] Summary',
  'Message-ID: <list@example.org>',
  '',
  'The disk was full.',
);

const withBody = (headers: string[], body: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      lines(
        'From: Mara <mara@example.org>',
        'Date: Mon, 2 Mar 2026 10:00:00 +0900',
        'Message-ID: <charset@example.org>',
        ...headers,
        '',
      ),
    ),
    Buffer.from(body),
  ]);

export const japanese = withBody(
  ['Subject: =?ISO-2022-JP?B?GyRCPmMzMhsoQg==?=', 'Content-Type: text/plain; charset=ISO-2022-JP'],
  Buffer.from('\x1b$B>c32\x1b(B db-1\n', 'latin1'),
);
export const windows = withBody(
  ['Subject: Caf\xe9', 'Content-Type: text/plain; charset=windows-1252'],
  Buffer.from('It\x92s back \x96 10 \x80\n', 'latin1'),
);
export const chinese = withBody(
  ['Subject: =?GB18030?B?1ve/4g==?=', 'Content-Type: text/plain; charset=GB18030'],
  Buffer.from([0xd6, 0xf7, 0xbf, 0xe2, 0x0a]),
);
export const russian = withBody(
  ['Subject: =?koi8-r?B?88LPyg==?=', 'Content-Type: text/plain; charset=koi8-r'],
  Buffer.from([0xf3, 0xc2, 0xcf, 0xca, 0x0a]),
);

export const htmlOnly = lines(
  'From: Status <noreply@status.example>',
  'To: oncall@example.org',
  'Date: Mon, 02 Mar 2026 08:12:00 GMT',
  'Subject: Investigating: checkout errors',
  'Message-ID: <status-1@status.example>',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('<p>We look into <b>failing</b> orders.</p><p>Next update at 09:00.</p>').toString(
    'base64',
  ),
);

export const gmailHtmlReply = lines(
  'From: Ada <ada@example.org>',
  'Date: Mon, 2 Mar 2026 10:15:00 +0000',
  'Subject: Re: Orders refuses writes',
  'Message-ID: <html-reply@example.org>',
  'In-Reply-To: <first@mail.example.org>',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<div dir="ltr">Thanks, closed.</div><br><div class="gmail_quote"><div>On Mon Mara wrote:<br></div><blockquote>The primary is at 95 %.</blockquote></div>',
);

export const attachments = lines(
  'From: Mara <mara@example.org>',
  'Date: Mon, 2 Mar 2026 10:15:00 +0000',
  'Subject: Log and graph',
  'Message-ID: <files@example.org>',
  'Content-Type: multipart/mixed; boundary=outer',
  '',
  '--outer',
  'Content-Type: text/plain',
  '',
  'See the log.',
  '--outer',
  'Content-Type: text/x-log; name="app.log"',
  "Content-Disposition: attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe.log",
  '',
  'line 1',
  '--outer',
  'Content-Type: image/png; name=graph.png',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename=graph.png',
  '',
  'iVBORw0KGgo=',
  '--outer--',
);

export const forwarded = lines(
  'From: Mara <mara@example.org>',
  'Date: Mon, 2 Mar 2026 11:00:00 +0000',
  'Subject: Fwd: Disk alert',
  'Message-ID: <forward@example.org>',
  'Content-Type: multipart/mixed; boundary=outer',
  '',
  '--outer',
  'Content-Type: text/plain',
  '',
  'This came in at 08:58.',
  '--outer',
  'Content-Type: message/rfc822',
  '',
  'From: Alerts <alerts@example.org>',
  'Subject: Disk alert',
  'Date: Mon, 2 Mar 2026 08:58:00 +0000',
  'Content-Type: text/plain',
  '',
  'db-1 is at 95 %.',
  '--outer--',
);

export const invitation = lines(
  'From: Mara <mara@example.org>',
  'To: jon@example.org',
  'Date: Mon, 2 Mar 2026 11:00:00 +0000',
  'Subject: Review of the incident',
  'Message-ID: <invite@example.org>',
  'Content-Type: multipart/alternative; boundary=outer',
  '',
  '--outer',
  'Content-Type: text/plain',
  '',
  'Please join.',
  '--outer',
  'Content-Type: text/calendar; charset=UTF-8; method=REQUEST',
  '',
  'BEGIN:VCALENDAR',
  'END:VCALENDAR',
  '--outer--',
);

export const bounce = lines(
  'Return-Path: <>',
  'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
  'To: mara@example.org',
  'Date: Mon, 2 Mar 2026 11:05:00 +0000 (UTC)',
  'Subject: Undelivered Mail Returned to Sender',
  'Auto-Submitted: auto-replied',
  'Message-ID: <bounce@mx.example.org>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=outer',
  '',
  '--outer',
  'Content-Type: text/plain',
  '',
  'I could not deliver your mail.',
  '--outer',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.org',
  '',
  'Final-Recipient: rfc822; oncall@example.org',
  'Action: failed',
  'Status: 5.1.1',
  '--outer--',
);
