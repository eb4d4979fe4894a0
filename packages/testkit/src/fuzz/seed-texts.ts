// Language data: small files as other programs write them.

/** By name. */
export const seedTexts: Record<string, string> = {
  'mail.eml':
    'From: Mara Iwu <mara@example.org>\r\nTo: ops@example.org\r\nSubject: =?utf-8?q?Orders_f=C3=A4il?=\r\nDate: Wed, 13 Mar 2024 14:02:11 +0100\r\nMessage-ID: <1@example.org>\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOrders fail.\r\n> since when?\r\n--b\r\nContent-Type: text/csv; name="a.csv"\r\nContent-Disposition: attachment; filename="a.csv"\r\n\r\nat,text\r\n--b--\r\n',
  'box.mbox':
    'From mara@example.org Wed Mar 13 14:02:11 2024\nFrom: mara@example.org\nSubject: a\nDate: Wed, 13 Mar 2024 14:02:11 +0100\n\nOne\n\nFrom bo@example.org Wed Mar 13 14:03:11 2024\nFrom: bo@example.org\nSubject: Re: a\nDate: Wed, 13 Mar 2024 14:03:11 +0100\n\nTwo\n',
  'oncall.ics':
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:On call\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240301T080000Z\r\nDTSTART;TZID=Europe/Berlin:20240313T090000\r\nDTEND;TZID=Europe/Berlin:20240313T170000\r\nRRULE:FREQ=WEEKLY;COUNT=5;BYDAY=MO,WE\r\nEXDATE;TZID=Europe/Berlin:20240320T090000\r\nSUMMARY:Mara on call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  'history.atom':
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Status</title><entry><id>1</id><title>Orders fail</title><updated>2024-03-13T14:02:11Z</updated><content type="html">&lt;p&gt;&lt;small&gt;Mar &lt;var&gt;13&lt;/var&gt;, 14:02 UTC&lt;/small&gt; Resolved&lt;/p&gt;</content></entry></feed>',
  'news.rss':
    '<rss version="2.0"><channel><title>S</title><item><guid>1</guid><title>Down</title><pubDate>Wed, 13 Mar 2024 14:02:11 GMT</pubDate><description><![CDATA[<b>x</b>]]></description></item></channel></rss>',
  'call.vtt':
    'WEBVTT\n\nNOTE 2024-03-13 14:00\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Mara Iwu>Orders fail</v>\n\n2\n00:00:05.000 --> 00:00:06.500\nBo: since when?\n',
  'call.srt':
    '1\n00:00:01,000 --> 00:00:04,000\nMara: Orders fail\n\n2\n00:00:05,000 --> 00:00:06,500\nBo: yes\n',
  'syslog.log':
    '<34>1 2024-03-13T14:02:11.003Z db1 postgres 812 ID47 [x@1 a="b"] too many connections\nMar 13 14:02:12 db1 kernel: oom\n2024-03-13 14:02:13,123 ERROR [main] com.acme.Orders - failed\n    at com.acme.Orders.run(Orders.java:5)\n',
  'access.log':
    '10.0.3.7 - mara [13/Mar/2024:14:02:11 +0000] "GET /orders HTTP/1.1" 500 12 "-" "curl/8"\n',
  'notes.txt':
    'Incident notes 2024-03-13\n14:02 Mara: orders fail\n14:10 rolled back\n~14:30 resolved\n',
  'irc.log':
    '--- Log opened Wed Mar 13 14:00:00 2024\n14:02 < mara> orders fail\n14:03 -!- bo has joined #ops\n14:04 * bo looks\n',
  'review.md':
    '# Orders fail\n\n## Timeline (UTC, 2024-03-13)\n\n| Time | What |\n|---|---|\n| 14:02 | orders fail |\n| 14:30 | resolved |\n\n- 14:40 closed\n',
  'review.html':
    '<html><body><h1>Orders fail</h1><p>2024-03-13 14:02 UTC down</p><table><tr><td>14:30</td><td>up</td></tr></table></body></html>',
  'people.csv':
    'name,email,title,team,start date\nMara Iwu,mara@example.org,SRE,Orders,2019-04-01\n',
  'realm.json':
    '{"zerver_realm":[{"id":1,"string_id":"acme"}],"zerver_userprofile":[{"id":5,"full_name":"Mara"}],"zerver_stream":[{"id":7,"name":"ops"}],"zerver_recipient":[{"id":30,"type":2,"type_id":7}]}',
  'messages-000001.json':
    '{"zerver_message":[{"id":1,"sender":5,"recipient":30,"content":"x","subject":"db","date_sent":1700000000}]}',
  'users.json': '[{"id":"U1","team_id":"T1","name":"mara","profile":{"real_name":"Mara Iwu"}}]',
  'ops/2024-03-13.json':
    '[{"type":"message","user":"U1","ts":"1710338531.000100","text":"<@U1> &lt;x&gt; <https://example.org|a>","edited":{"user":"U1","ts":"1710338540.000000"},"files":[{"id":"F1","name":"a","mode":"quip"}],"reactions":[{"name":"eyes","users":["U1"]}]}]',
};
