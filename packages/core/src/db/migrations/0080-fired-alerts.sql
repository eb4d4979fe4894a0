-- Alerts by their name, to find out whether one has fired: the label of Prometheus, else the title.
create index evidence_alert on evidence (
  left(coalesce(details -> 'fields' ->> 'alertname', details ->> 'title'), 200), occurred_at
) where kind = 'alert';
